using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Sessions;
using Lanyard.Testing;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Tests;

/// <summary>A front door to three scripted actions, one for each family of protocols: what the door does is all there is.</summary>
internal sealed class ParameterDoor : IAsyncDisposable
{
    public const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private readonly RequestSigner _signer = new(new SigningKeyCache());

    public TestDoor Door { get; private set; } = null!;

    /// <summary>How often an action was really carried out.</summary>
    public int Invocations { get; private set; }

    /// <summary>What the parameter's action does beside counting.</summary>
    public Action<AdmittedCall> OnInvoke { get; set; } = static _ => { };

    public static async Task<ParameterDoor> OpenAsync(AccessOptions? options = null)
    {
        var door = new ParameterDoor();
        door.Door = await TestDoor.OpenAsync(_ => Task.FromResult(door.Operations()), options);
        return door;
    }

    /// <summary>A policy of one statement.</summary>
    public static string Allow(string action, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    /// <summary>Reads the parameter <c>/app/a</c>.</summary>
    public Task<GetParameterOutput> SendAsync(Caller caller) =>
        Door.SendAsync(caller, SsmModel.GetParameter, new GetParameterInput { Name = "/app/a" });

    /// <summary>Reads the parameter and tells the error's code; null when it was answered.</summary>
    public async Task<string?> CodeAsync(Caller caller)
    {
        try
        {
            await SendAsync(caller);
            return null;
        }
        catch (AwsException error)
        {
            return error.Code;
        }
    }

    /// <summary>The decisions so far.</summary>
    public async Task<IReadOnlyList<DecisionRecord>> DecisionsAsync() =>
        [.. (await Door.Decisions.ReadAsync(0, 100, default)).Select(numbered => numbered.Decision)];

    /// <summary>An unsigned request for an input.</summary>
    public static WireRequest Request<TInput, TOutput>(OperationModel<TInput, TOutput> model, TInput input)
        where TInput : class
        where TOutput : class
    {
        var request = model.WriteInput(input);
        request.Headers["Host"] = "127.0.0.1:4566";
        return request;
    }

    /// <summary>Signs a request as a caller does, now or at another time.</summary>
    public WireRequest Sign(
        WireRequest request,
        Caller caller,
        string service,
        TimeSpan offset = default,
        SigningCredentials? credentials = null,
        string region = "us-east-1"
    )
    {
        credentials ??= KeysOf(caller);
        _signer.Sign(request, credentials, region, SigningRulesOf.Service(service), Door.Time.GetUtcNow() + offset);
        return request;
    }

    /// <summary>The keys that a caller signs with.</summary>
    public SigningCredentials KeysOf(Caller caller)
    {
        var credential = Door.Host.Credentials.Find(caller.AccessKeyId!)!;
        return new SigningCredentials(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken);
    }

    /// <summary>Answers a request from the wire.</summary>
    public ValueTask<WireResponse> AnswerAsync(WireRequest request) =>
        Door.Door.AnswerAsync(request, new CallOrigin("192.0.2.7", "test/1.0", null), default);

    public ValueTask DisposeAsync() => Door.DisposeAsync();

    private IEnumerable<IOperation> Operations() =>
        [
            new ScriptedOperation<GetParameterInput, GetParameterOutput>(
                SsmModel.GetParameter,
                (input, call) =>
                    new Requirement("ssm:GetParameter", call.ArnOf("ssm", $"parameter{input.Name}").ToString())
                    {
                        Context = [new("ssm:Overwrite", ["false"])],
                    },
                (input, call) =>
                    Task.FromResult(Answer(call, new GetParameterOutput { Parameter = new() { Name = input.Name } }))
            ),
            new ScriptedOperation<GetRoleInput, GetRoleOutput>(
                IamModel.GetRole,
                (input, call) => new Requirement("iam:GetRole", "*") { ShownResource = $"role {input.RoleName}" },
                (input, call) =>
                    Task.FromResult(Answer(call, new GetRoleOutput { Role = new() { RoleName = input.RoleName } }))
            ),
            new ScriptedOperation<HeadObjectInput, HeadObjectOutput>(
                S3Model.HeadObject,
                (input, _) => new Requirement("s3:GetObject", $"arn:aws:s3:::{input.Bucket}/{input.Key}"),
                (_, call) => Task.FromResult(Answer(call, new HeadObjectOutput { ContentLength = 3 }))
            ),
            new ScriptedOperation<GetObjectInput, GetObjectOutput>(
                S3Model.GetObject,
                (input, _) => new Requirement("s3:GetObject", $"arn:aws:s3:::{input.Bucket}/{input.Key}"),
                (_, call) => Task.FromResult(Answer(call, new GetObjectOutput { ETag = "\"e\"" }))
            ),
        ];

    private T Answer<T>(AdmittedCall call, T output)
    {
        Invocations++;
        OnInvoke(call);
        return output;
    }
}
