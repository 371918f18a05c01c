using System.Collections.Concurrent;
using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Containers.Images;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Services;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Tasks.Tests;

/// <summary>The services that a task's start calls, scripted behind the real front door.</summary>
internal sealed class Cloud
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, byte[]> Manifests { get; } = new(StringComparer.Ordinal);
    public ConcurrentDictionary<string, bool> LogGroups { get; } = new(StringComparer.Ordinal) { ["app"] = true };
    public ConcurrentDictionary<string, bool> LogStreams { get; } = new(StringComparer.Ordinal);
    public ConcurrentQueue<PutLogEventsInput> Puts { get; } = new();
    public ConcurrentQueue<(string Action, Caller Caller, object Input, string Region)> Calls { get; } = new();
    public ConcurrentQueue<Uri> Downloads { get; } = new();

    /// <summary>Holds PutLogEvents back; done by default.</summary>
    public Task PutsMay { get; set; } = Task.CompletedTask;

    /// <summary>Holds downloads back; done by default.</summary>
    public Task DownloadsMay { get; set; } = Task.CompletedTask;

    /// <summary>The messages of a stream in the order they came.</summary>
    public IReadOnlyList<string> Logged(string stream) =>
        [
            .. Puts.Where(put => put.LogStreamName == stream)
                .SelectMany(put => put.LogEvents!)
                .Select(one => one.Message!),
        ];

    public int CallsTo(string action) => Calls.Count(call => call.Action == action);

    /// <summary>Puts an image into the registry.</summary>
    public void Push(string repositoryAndTag, ImageConfig? config = null)
    {
        var layer = Encoding.UTF8.GetBytes("layer of " + repositoryAndTag);
        var configBytes = (config ?? new ImageConfig { Cmd = ["/app"] }) with { DiffIds = [Digest.Of(layer)] };
        var json = configBytes.ToJson();
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}","config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{Digest.Of(
                json
            )}}","size":{{json.Length}}},"layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{Digest.Of(
                layer
            )}}","size":{{layer.Length}}}]}
            """;
        _blobs[Digest.Of(json).ToString()] = json;
        _blobs[Digest.Of(layer).ToString()] = layer;
        Manifests[repositoryAndTag] = Encoding.UTF8.GetBytes(manifest);
    }

    public async Task<Stream> OpenLayerAsync(Uri url, CancellationToken cancellationToken)
    {
        Downloads.Enqueue(url);
        await DownloadsMay.WaitAsync(cancellationToken);
        return new MemoryStream(_blobs[url.AbsolutePath[1..]]);
    }

    public IEnumerable<IOperation> Operations(ServiceHost host) =>
        [
            On(StsModel.AssumeRole, (input, _) => Trust(host, input), (input, call) => AssumeAsync(host, input, call)),
            On(
                EcrModel.GetAuthorizationToken,
                (_, _) => new Requirement("ecr:GetAuthorizationToken", "*"),
                (_, _) => new GetAuthorizationTokenOutput()
            ),
            On(EcrModel.BatchGetImage, (i, c) => OnRepository("ecr:BatchGetImage", i.RepositoryName, c), GetImage),
            On(
                EcrModel.GetDownloadUrlForLayer,
                (i, c) => OnRepository("ecr:GetDownloadUrlForLayer", i.RepositoryName, c),
                (i, _) => new GetDownloadUrlForLayerOutput { DownloadUrl = $"http://ecr/{i.LayerDigest}" }
            ),
            On(
                SecretsManagerModel.GetSecretValue,
                (i, _) => new Requirement("secretsmanager:GetSecretValue", i.SecretId!),
                (i, _) =>
                    Secrets.TryGetValue(i.SecretId!, out var value)
                        ? new GetSecretValueOutput { SecretString = new Secret(value) }
                        : throw new AwsException(
                            "ResourceNotFoundException",
                            "Secrets Manager can't find the specified secret."
                        )
            ),
            On(SsmModel.GetParameters, (i, c) => OnParameter(i.Names![0], c), GetParameters),
            On(
                S3Model.GetObject,
                (i, _) => new Requirement("s3:GetObject", $"arn:aws:s3:::{i.Bucket}/{i.Key}"),
                (i, _) =>
                    new GetObjectOutput
                    {
                        Body = new MemoryStream(Encoding.UTF8.GetBytes(Objects[$"{i.Bucket}/{i.Key}"])),
                    }
            ),
            On(
                LogsModel.CreateLogGroup,
                (i, c) => OnStream("logs:CreateLogGroup", i.LogGroupName, "", c),
                (i, _) =>
                {
                    LogGroups[i.LogGroupName!] = true;
                    return new CreateLogGroupOutput();
                }
            ),
            On(
                LogsModel.CreateLogStream,
                (i, c) => OnStream("logs:CreateLogStream", i.LogGroupName, i.LogStreamName, c),
                CreateStream
            ),
            On(
                LogsModel.PutLogEvents,
                (i, c) => OnStream("logs:PutLogEvents", i.LogGroupName, i.LogStreamName, c),
                async (i, _) =>
                {
                    await PutsMay;
                    Puts.Enqueue(i);
                    return new PutLogEventsOutput();
                }
            ),
        ];

    private ScriptedOperation<TInput, TOutput> On<TInput, TOutput>(
        Wire.Protocols.OperationModel<TInput, TOutput> model,
        Func<TInput, Call, Requirement> requires,
        Func<TInput, AdmittedCall, TOutput> answers
    )
        where TInput : class
        where TOutput : class => On(model, requires, (input, call) => Task.FromResult(answers(input, call)));

    private ScriptedOperation<TInput, TOutput> On<TInput, TOutput>(
        Wire.Protocols.OperationModel<TInput, TOutput> model,
        Func<TInput, Call, Requirement> requires,
        Func<TInput, AdmittedCall, Task<TOutput>> answers
    )
        where TInput : class
        where TOutput : class =>
        new(
            model,
            (input, call) =>
            {
                Calls.Enqueue((model.Action, call.Caller, input, call.Region));
                return requires(input, call);
            },
            answers
        );

    private static Requirement Trust(ServiceHost host, AssumeRoleInput input)
    {
        var role = host.Identities.FindRole(Arn.Parse(input.RoleArn!));
        return new Requirement("sts:AssumeRole", input.RoleArn!)
        {
            ResourcePolicy = new ResourcePolicy(
                role is null ? null : host.Identities.TrustPolicyOf(role),
                IsRequired: true
            ),
            ShowsReason = false,
        };
    }

    private static async Task<AssumeRoleOutput> AssumeAsync(ServiceHost host, AssumeRoleInput input, Call call)
    {
        var role = host.Identities.FindRole(Arn.Parse(input.RoleArn!))!;
        var request = new SessionRequest(
            role,
            input.RoleSessionName!,
            TimeSpan.FromSeconds(input.DurationSeconds!.Value)
        )
        {
            Task = call.Caller.Task,
        };
        var credential = await host.Credentials.IssueSessionAsync(request, default);
        return new AssumeRoleOutput
        {
            Credentials = new Wire.Models.Sts.Credentials { AccessKeyId = credential.AccessKeyId },
        };
    }

    private static Requirement OnRepository(string action, string? name, Call call) =>
        new(action, call.ArnOf("ecr", $"repository/{name}").ToString());

    private static Requirement OnParameter(string name, Call call) =>
        new("ssm:GetParameters", call.ArnOf("ssm", $"parameter/{name.TrimStart('/')}").ToString());

    private static Requirement OnStream(string action, string? group, string? stream, Call call) =>
        new(action, call.ArnOf("logs", $"log-group:{group}:log-stream:{stream}").ToString());

    private BatchGetImageOutput GetImage(BatchGetImageInput input, AdmittedCall call)
    {
        var tag = $"{input.RepositoryName}:{input.ImageIds![0].ImageTag}";
        return Manifests.TryGetValue(tag, out var manifest)
            ? new BatchGetImageOutput { Images = [new Image { ImageManifest = Encoding.UTF8.GetString(manifest) }] }
            : new BatchGetImageOutput { Failures = [new ImageFailure { FailureCode = "ImageNotFound" }] };
    }

    private GetParametersOutput GetParameters(GetParametersInput input, AdmittedCall call) =>
        new()
        {
            Parameters =
            [
                .. input
                    .Names!.Where(Parameters.ContainsKey)
                    .Select(name => new Parameter { Name = name, Value = new Secret(Parameters[name]) }),
            ],
            InvalidParameters = [.. input.Names!.Where(name => !Parameters.ContainsKey(name))],
        };

    private CreateLogStreamOutput CreateStream(CreateLogStreamInput input, AdmittedCall call)
    {
        if (!LogGroups.ContainsKey(input.LogGroupName!))
        {
            throw new AwsException("ResourceNotFoundException", "The specified log group does not exist.");
        }

        return LogStreams.TryAdd(input.LogStreamName!, true)
            ? new CreateLogStreamOutput()
            : throw new AwsException("ResourceAlreadyExistsException", "The specified log stream already exists");
    }
}
