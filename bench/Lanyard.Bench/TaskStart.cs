using System.Diagnostics;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Containers.Oci;
using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanyard.Bench;

/// <summary>
/// From RunTask accepted to both containers RUNNING, the image already unpacked, beside two containers of the same root
/// started together by the same runtime under the same keeper, without task, roles, network or log streams.
/// </summary>
internal static class TaskStart
{
    private const int Runs = 30;
    private const int WarmUps = 5;
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root)
    {
        _ = root;
        using var machine = TinyRoot.Create();
        var scratch = Directory.CreateTempSubdirectory("lanyard-bench-").FullName;
        try
        {
            var raw = await RawAsync(machine.Path, scratch);
            var task = await TaskAsync(machine.Path, scratch);
            Figure.Print("task-start", Figure.Median(task), "ms", "two-raw-containers", Figure.Median(raw));
            Figure.Print("task-start-over-raw", Figure.Median(task) - Figure.Median(raw), "ms", "aim", 60);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<List<double>> RawAsync(string root, string scratch)
    {
        using var runtime = new OciRuntime(
            new OciOptions { StateDirectory = Path.Combine(scratch, "raw") },
            TimeProvider.System
        );
        var times = new List<double>();
        for (var i = 0; i < Runs + WarmUps; i++)
        {
            var specs = new[] { Spec($"bench-{i}-a", root), Spec($"bench-{i}-b", root) };
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(specs.Select(spec => StartAsync(runtime, spec)));
            times.Add(clock.Elapsed.TotalMilliseconds);
            foreach (var spec in specs)
            {
                await runtime.KillAsync(spec.Id, "SIGKILL", default);
                await runtime.WaitAsync(spec.Id, default);
                await runtime.RemoveAsync(spec.Id, default);
            }
        }

        return times[WarmUps..];
    }

    private static async Task StartAsync(OciRuntime runtime, ContainerSpec spec)
    {
        await runtime.CreateAsync(spec, default);
        await runtime.StartAsync(spec.Id, default);
    }

    private static ContainerSpec Spec(string id, string root) =>
        new()
        {
            Id = id,
            Name = id,
            RootDirectory = root,
            Arguments = ["/bin/sleep", "600"],
        };

    private static async Task<List<double>> TaskAsync(string root, string scratch)
    {
        var data = Path.Combine(scratch, "data");
        await using var server = await LanyardServer.StartAsync(
            new ServerOptions { DataDirectory = data, Port = 0 },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            default
        );
        using var client = new Client(ServerFile.Read(data)!);
        await PrepareAsync(client, root, scratch);
        var times = new List<double>();
        for (var i = 0; i < Runs + WarmUps; i++)
        {
            times.Add(await OneAsync(client));
        }

        await server.StopAsync(stopTasks: true);
        return times[WarmUps..];
    }

    private static async Task<double> OneAsync(Client client)
    {
        var started = await client.SendAsync(
            EcsModel.RunTask,
            new RunTaskInput { TaskDefinition = "bench", LaunchType = "EC2" }
        );
        var arn = started.Tasks![0].TaskArn!;
        EcsTask task;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
            var described = await client.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [arn] });
            task = described.Tasks![0];
            if (task.LastStatus == "STOPPED")
            {
                throw new InvalidOperationException(task.StoppedReason);
            }
        } while (task.StartedAt is null);

        await client.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = arn });
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
            var described = await client.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [arn] });
            task = described.Tasks![0];
        } while (task.LastStatus != "STOPPED");

        return (task.StartedAt!.Value - task.CreatedAt!.Value).TotalMilliseconds;
    }

    private static async Task PrepareAsync(Client client, string root, string scratch)
    {
        await client.SendAsync(EcrModel.CreateRepository, new CreateRepositoryInput { RepositoryName = "bench" });
        await PushAsync(client, root, scratch);
        foreach (var role in (string[])["execution", "task"])
        {
            await client.SendAsync(
                IamModel.CreateRole,
                new CreateRoleInput { RoleName = role, AssumeRolePolicyDocument = Trust }
            );
        }

        await client.SendAsync(
            IamModel.AttachRolePolicy,
            new AttachRolePolicyInput
            {
                RoleName = "execution",
                PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
            }
        );
        await client.SendAsync(
            EcsModel.RegisterTaskDefinition,
            new RegisterTaskDefinitionInput
            {
                Family = "bench",
                ExecutionRoleArn = "arn:aws:iam::000000000000:role/execution",
                TaskRoleArn = "arn:aws:iam::000000000000:role/task",
                ContainerDefinitions = [Container("a"), Container("b")],
            }
        );
    }

    private static ContainerDefinition Container(string name) =>
        new()
        {
            Name = name,
            Image = "000000000000.dkr.ecr.us-east-1.amazonaws.com/bench:latest",
            Memory = 64,
            StopTimeout = 2,
            Command = ["/bin/sleep", "600"],
        };

    private static async Task PushAsync(Client client, string root, string scratch)
    {
        await using var image = await ImageBuilder.FromDirectoryAsync(root, new ImageConfig(), scratch, default);
        foreach (var blob in image.Blobs)
        {
            var upload = await client.SendAsync(
                EcrModel.InitiateLayerUpload,
                new InitiateLayerUploadInput { RepositoryName = "bench" }
            );
            using var held = new MemoryStream();
            await using (var bytes = await image.OpenBlobAsync(blob.Digest, default))
            {
                await bytes.CopyToAsync(held);
            }

            await client.SendAsync(
                EcrModel.UploadLayerPart,
                new UploadLayerPartInput
                {
                    RepositoryName = "bench",
                    UploadId = upload.UploadId,
                    PartFirstByte = 0,
                    PartLastByte = held.Length - 1,
                    LayerPartBlob = held.ToArray(),
                }
            );
            await client.SendAsync(
                EcrModel.CompleteLayerUpload,
                new CompleteLayerUploadInput
                {
                    RepositoryName = "bench",
                    UploadId = upload.UploadId,
                    LayerDigests = [blob.Digest.ToString()],
                }
            );
        }

        await client.SendAsync(
            EcrModel.PutImage,
            new PutImageInput
            {
                RepositoryName = "bench",
                ImageManifest = System.Text.Encoding.UTF8.GetString(image.Manifest.Span),
                ImageManifestMediaType = image.MediaType,
                ImageTag = "latest",
            }
        );
    }
}
