using System.Globalization;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The AWS SDK for JavaScript as a client, configured by endpoint alone.</summary>
public sealed class NodeSdkTests : IDisposable
{
    private const int OldestNode = 18;

    private const string Script = """
        const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
        const { S3Client, CreateBucketCommand, PutObjectCommand, GetObjectCommand } = require('@aws-sdk/client-s3');
        const { ECSClient, RegisterTaskDefinitionCommand, ListTaskDefinitionsCommand } = require('@aws-sdk/client-ecs');
        const endpoint = process.env.AWS_ENDPOINT_URL;
        (async () => {
          const who = await new STSClient({ endpoint }).send(new GetCallerIdentityCommand({}));
          console.log('who', who.Arn);
          const s3 = new S3Client({ endpoint, forcePathStyle: true });
          await s3.send(new CreateBucketCommand({ Bucket: 'from-node' }));
          await s3.send(new PutObjectCommand({ Bucket: 'from-node', Key: 'ä b+c.txt', Body: 'hello' }));
          const got = await s3.send(new GetObjectCommand({ Bucket: 'from-node', Key: 'ä b+c.txt' }));
          console.log('got', await got.Body.transformToString());
          const ecs = new ECSClient({ endpoint });
          await ecs.send(new RegisterTaskDefinitionCommand({ family: 'node', containerDefinitions: [{ name: 'a', image: 'x', memory: 64 }] }));
          console.log('listed', (await ecs.send(new ListTaskDefinitionsCommand({}))).taskDefinitionArns.join());
          try {
            await s3.send(new GetObjectCommand({ Bucket: 'from-node', Key: 'nothing' }));
          } catch (error) {
            console.log('error', error.name, error.$metadata.httpStatusCode);
          }
          const credentials = { accessKeyId: process.env.ANN_ID, secretAccessKey: process.env.ANN_SECRET };
          try {
            await new ECSClient({ endpoint, credentials }).send(new ListTaskDefinitionsCommand({}));
          } catch (error) {
            console.log('refused', error.name, error.message);
          }
          try {
            const anns = new S3Client({ endpoint, credentials, forcePathStyle: true });
            await anns.send(new GetObjectCommand({ Bucket: 'from-node', Key: 'nothing' }));
          } catch (error) {
            console.log('refused', error.name, error.$metadata.httpStatusCode);
          }
        })().catch(error => { console.error(error); process.exit(1); });
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_SDK_in_another_language_works_unmodified()
    {
        var node = Machine.Find("node");
        Machine.Must(node is not null, "Node.js is not there");
        var modules = await InstallAsync(node!);
        await using var server = await ServerProcess.StartAsync(_directory["data"]);
        var script = Path.Combine(modules, "client.js");
        await File.WriteAllTextAsync(script, Script, TestContext.Current.CancellationToken);

        await server.AwsAsync("iam", "create-user", "--user-name", "ann");
        const string Key = "AccessKey.[AccessKeyId,SecretAccessKey]";
        var key = (await server.AwsAsync("iam", "create-access-key", "--user-name", "ann", "--query", Key)).Split('\t');
        var environment = await server.EnvironmentAsync();
        (environment["ANN_ID"], environment["ANN_SECRET"]) = (key[0], key[1]);

        var run = await Finished.RunAsync(node!, [script], environment);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("who arn:aws:iam::000000000000:user/administrator", run.Output, StringComparison.Ordinal);
        Assert.Contains("got hello", run.Output, StringComparison.Ordinal);
        Assert.Contains("task-definition/node:1", run.Output, StringComparison.Ordinal);
        Assert.Contains("error NoSuchKey 404", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "refused AccessDeniedException User: arn:aws:iam::000000000000:user/ann is not authorized to perform: "
                + "ecs:ListTaskDefinitions",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("refused AccessDenied 403", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> InstallAsync(string node)
    {
        // v20.20.2
        var version = (await Finished.RunAsync(node, ["--version"])).Output.Trim();
        var major = int.Parse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture);
        Machine.Must(major >= OldestNode, $"the SDK needs Node.js {OldestNode}, and this is {version}");

        // Of a range npm takes the newest release, whether or not this Node can run it: 3.968 gave up Node 18.
        var range = major < 20 ? "3.723 - 3.967" : "3";
        return await NodePackages.InstallAsync(
            $"node-{major}-sdk",
            [.. ((string[])["sts", "s3", "ecs"]).Select(client => $"@aws-sdk/client-{client}@{range}")]
        );
    }
}
