using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The scripts of the repository, in a clone of their own, with a <c>dotnet</c> that only notes what it is asked.</summary>
public sealed class ScriptTests : IDisposable
{
    private const string Dotnet = """
        echo "$*" >>"$0.calls"
        case $1 in
        --version) echo 10.0.100 ;;
        msbuild) mkdir -p artifacts/bin/Lanyard.Cli/release && touch artifacts/bin/Lanyard.Cli/release/lanyard.dll ;;
        *) touch "$HOME/written" && echo "home $HOME" ;;
        esac
        """;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_call_of_lanyard_builds_and_the_next_does_not_ask_the_build()
    {
        await CloneAsync();

        await LanyardAsync("ps", "--all");
        await LanyardAsync("env");

        var program = _directory["artifacts/bin/Lanyard.Cli/release/lanyard.dll"];
        var calls = await CallsAsync();
        Assert.Single(calls, call => call.StartsWith("msbuild ", StringComparison.Ordinal));
        Assert.Equal($"{program} ps --all", calls[^2]);
        Assert.Equal($"{program} env", calls[^1]);
    }

    [Theory]
    [InlineData("written")]
    [InlineData("removed")]
    public async Task Lanyard_is_built_again_after_a_source_was(string what)
    {
        await CloneAsync();
        await LanyardAsync("ps");
        var before = (await CallsAsync()).Length;

        var source = _directory["src/Program.cs"];
        if (what == "written")
        {
            await File.WriteAllTextAsync(source, "// other", Token);
        }
        else
        {
            File.Delete(source);
        }

        await LanyardAsync("ps");

        Assert.Contains((await CallsAsync())[before..], call => call.StartsWith("msbuild ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_home_dotnet_gets_one_that_it_can_write_to()
    {
        await CloneAsync();

        var run = await LanyardAsync("ps");

        Assert.Equal($"home {_directory["artifacts/home"]}", run.Output.Trim());
    }

    [Fact]
    public async Task Without_the_rights_to_install_packages_the_one_command_that_would_is_named()
    {
        await CloneAsync();
        await Script.WriteAsync(_directory["programs/id"], "echo 1000");
        await Script.WriteAsync(_directory["programs/apt-get"], "exit 100");

        var run = await RunAsync("eng/install-packages", "runc", "conmon");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "missing: runc conmon; to install: sudo apt-get update && sudo apt-get install -y runc conmon",
            run.Error.Trim()
        );
    }

    private async Task CloneAsync()
    {
        foreach (var folder in (string[])["eng", "src", "programs"])
        {
            Directory.CreateDirectory(_directory[folder]);
        }

        foreach (
            var file in (string[])
                ["lanyard", "global.json", "Directory.Build.props", "eng/environment", "eng/install-packages"]
        )
        {
            File.Copy(Checkout.In(file), _directory[file]);
        }

        await File.WriteAllTextAsync(_directory["src/Program.cs"], "// one", Token);
        await Script.WriteAsync(_directory["programs/dotnet"], Dotnet);
    }

    private async Task<Finished> LanyardAsync(params string[] arguments)
    {
        var run = await RunAsync("lanyard", arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    private Task<Finished> RunAsync(string script, params string[] arguments) =>
        Finished.RunAsync(
            "/bin/bash",
            [_directory[script], .. arguments],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = $"{_directory["programs"]}:/usr/bin:/bin",
                ["HOME"] = "",
            }
        );

    private Task<string[]> CallsAsync() => File.ReadAllLinesAsync(_directory["programs/dotnet.calls"], Token);
}
