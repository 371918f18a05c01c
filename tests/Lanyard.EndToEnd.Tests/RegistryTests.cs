using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The built-in registry as another tool for images sees it.</summary>
[Collection(Containers.Name)]
public sealed class RegistryTests(ReceiptsImage image) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Skopeo_pushes_an_image_and_pulls_the_same_back()
    {
        var skopeo = Machine.Find("skopeo");
        Machine.Must(skopeo is not null, "skopeo is not there");
        await using var server = await ServerProcess.StartAsync(_directory["data"]);
        await server.AwsAsync("ecr", "create-repository", "--repository-name", "pushed");
        var credentials = $"AWS:{await server.AwsAsync("ecr", "get-login-password")}";
        var name = $"docker://{new Uri(server.Endpoint).Authority}/pushed:v1";

        var pushed = await Finished.RunAsync(
            skopeo!,
            ["copy", "--dest-tls-verify=false", "--dest-creds", credentials, $"docker-archive:{image.Archive}", name]
        );
        var pulled = await Finished.RunAsync(
            skopeo!,
            ["copy", "--src-tls-verify=false", "--src-creds", credentials, name, $"oci:{_directory["pulled"]}"]
        );
        var stranger = await Finished.RunAsync(skopeo!, ["inspect", "--tls-verify=false", "--no-creds", name]);

        Assert.True(pushed.ExitCode == 0, pushed.ToString());
        Assert.True(pulled.ExitCode == 0, pulled.ToString());
        Assert.NotEqual(0, stranger.ExitCode);
        Assert.Contains("denied: Your authorization token", stranger.Error, StringComparison.Ordinal);
    }
}
