using System.IO.Compression;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The AWS CLI. The tests install their own: not every system has a package of it, and each another version.</summary>
internal static class AwsCli
{
    // AWS publishes its CLI to npm for users of its CDK: version 1, as it came from pip, packed for Lambda.
    private const string Package = "@aws-cdk/asset-awscli-v1";
    private const string Version = "~2.2";

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Where the program is; skips, or fails on CI, where it cannot be had.</summary>
    public static Task<string> PathAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        var python = Machine.Find("python3");
        if (python is null || Machine.Find("npm") is null)
        {
            var other = Machine.Find("aws");
            Machine.Must(other is not null, "the AWS CLI is not there, nor npm and python3 to install it");
            return other!;
        }

        var folder = await NodePackages.InstallAsync("aws-cli", $"{Package}@{Version}");
        var program = Path.Combine(folder, "bin", "aws");
        if (!File.Exists(program))
        {
            await UnpackAsync(folder, program, python);
        }

        return program;
    }

    private static async Task UnpackAsync(string folder, string program, string python)
    {
        var layer = Path.Combine(folder, "layer");
        await ZipFile.ExtractToDirectoryAsync(
            Path.Combine(folder, "node_modules", Package, "lib", "layer.zip"),
            layer,
            overwriteFiles: true,
            TestContext.Current.CancellationToken
        );

        // -S: with none of the machine's own packages, among which may be parts of another AWS CLI.
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await Script.WriteAsync(program, $"exec '{python}' -S '{layer}/awscli/aws' \"$@\"");
    }
}
