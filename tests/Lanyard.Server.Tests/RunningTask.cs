using System.Globalization;
using System.Text.Json;
using Lanyard.Containers.Images;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Signing;

namespace Lanyard.Server.Tests;

/// <summary>A task that runs under its two roles, as its container sees the world.</summary>
/// <param name="Arn">The task's ARN.</param>
/// <param name="Environment">What the container finds in its environment.</param>
internal sealed record RunningTask(string Arn, IReadOnlyDictionary<string, string> Environment)
{
    public const string TaskRole = $"arn:aws:iam::{ServerLab.Account}:role/app";

    private const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";
    public const string AllowAll =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";

    public string Id => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>The path of its credentials.</summary>
    public string CredentialsPath => Environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"];

    /// <summary>The path of its metadata.</summary>
    public string MetadataPath => new Uri(Environment["ECS_CONTAINER_METADATA_URI_V4"]).AbsolutePath;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a task and waits until it runs; a lab's second task is of the same definition.</summary>
    public static async Task<RunningTask> StartAsync(ServerLab lab)
    {
        var client = lab.Administrator;
        var families = await client.SendAsync(EcsModel.ListTaskDefinitions, new ListTaskDefinitionsInput());
        if (families.TaskDefinitionArns is not { Count: > 0 })
        {
            await PrepareAsync(client);
        }

        var run = await client.SendAsync(
            EcsModel.RunTask,
            new RunTaskInput
            {
                TaskDefinition = "app",
                LaunchType = "FARGATE",
                NetworkConfiguration = new NetworkConfiguration
                {
                    AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-1"] },
                },
            }
        );
        var arn = run.Tasks![0].TaskArn!;
        var task = await Eventually.SeesAsync(
            "the task to run",
            async () =>
                (await client.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [arn] })).Tasks![0],
            one => one.LastStatus is "RUNNING" or "STOPPED",
            one => one.LastStatus!
        );
        Assert.True(task.LastStatus == "RUNNING", task.StoppedReason);
        var container = lab.Runtime[task.Containers![0].RuntimeId!];
        return new RunningTask(arn, container.Spec.Environment);
    }

    /// <summary>Where the sockets of the fake network listen that stand for 169.254.170.2.</summary>
    public Uri Link(ServerLab lab, int port = TaskLinks.EndpointPort)
    {
        var network = (FakeTaskNetwork)lab.Networks.Open(Id);
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{network.Listeners[port]}"));
    }

    /// <summary>A client with the task role's credentials, by the task's own link or elsewhere.</summary>
    public async Task<SignedClient> ClientAsync(ServerLab lab, Uri? endpoint = null)
    {
        using var json = JsonDocument.Parse(
            await lab.Http.GetStringAsync(new Uri(Link(lab), CredentialsPath), Cancellation)
        );
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        var credentials = new SigningCredentials(
            Text("AccessKeyId"),
            new Secret(Text("SecretAccessKey")),
            new Secret(Text("Token"))
        );
        return lab.ClientOf(credentials, endpoint ?? Link(lab, TaskLinks.ApiPort));
    }

    private static async Task PrepareAsync(SignedClient client)
    {
        foreach (var role in (string[])["exec", "app"])
        {
            await client.SendAsync(
                IamModel.CreateRole,
                new CreateRoleInput { RoleName = role, AssumeRolePolicyDocument = Trust }
            );
            await client.SendAsync(
                IamModel.PutRolePolicy,
                new PutRolePolicyInput
                {
                    RoleName = role,
                    PolicyName = "all",
                    PolicyDocument = AllowAll,
                }
            );
        }

        await PushAsync(client);
        await client.SendAsync(
            EcsModel.RegisterTaskDefinition,
            new RegisterTaskDefinitionInput
            {
                Family = "app",
                NetworkMode = "awsvpc",
                RequiresCompatibilities = ["FARGATE"],
                Cpu = "256",
                Memory = "512",
                ExecutionRoleArn = $"arn:aws:iam::{ServerLab.Account}:role/exec",
                TaskRoleArn = TaskRole,
                ContainerDefinitions =
                [
                    new ContainerDefinition
                    {
                        Name = "app",
                        Image = $"{ServerLab.Account}.dkr.ecr.{ServerLab.Region}.amazonaws.com/app:1",
                    },
                ],
            }
        );
    }

    private static async Task PushAsync(SignedClient client)
    {
        var layer = "a layer"u8.ToArray();
        var config = new ImageConfig { Cmd = ["/app"], DiffIds = [Digest.Of(layer)] }
            .ToJson()
            .ToArray();
        await client.SendAsync(EcrModel.CreateRepository, new CreateRepositoryInput { RepositoryName = "app" });
        await PushAsync(client, layer);
        await PushAsync(client, config);
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}",
            "config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{Digest.Of(config)}}","size":{{config.Length}}},
            "layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{Digest.Of(layer)}}","size":{{layer.Length}}}]}
            """;
        await client.SendAsync(
            EcrModel.PutImage,
            new PutImageInput
            {
                RepositoryName = "app",
                ImageManifest = manifest,
                ImageTag = "1",
            }
        );
    }

    private static async Task PushAsync(SignedClient client, byte[] blob)
    {
        var upload = await client.SendAsync(
            EcrModel.InitiateLayerUpload,
            new InitiateLayerUploadInput { RepositoryName = "app" }
        );
        await client.SendAsync(
            EcrModel.UploadLayerPart,
            new UploadLayerPartInput
            {
                RepositoryName = "app",
                UploadId = upload.UploadId,
                PartFirstByte = 0,
                PartLastByte = blob.Length - 1,
                LayerPartBlob = blob,
            }
        );
        await client.SendAsync(
            EcrModel.CompleteLayerUpload,
            new CompleteLayerUploadInput
            {
                RepositoryName = "app",
                UploadId = upload.UploadId,
                LayerDigests = [Digest.Of(blob).ToString()],
            }
        );
    }
}
