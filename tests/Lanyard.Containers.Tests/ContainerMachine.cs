using Lanyard.Containers.Networks;
using Lanyard.Containers.Oci;
using Lanyard.Containers.Tests;
using Lanyard.Testing;

[assembly: AssemblyFixture(typeof(ContainerMachine))]

namespace Lanyard.Containers.Tests;

/// <summary>This machine as the tests of a run share it: a root file system, a runtime with its state, and networks.</summary>
public sealed class ContainerMachine : IAsyncLifetime
{
    private static int LastId;
    private readonly TemporaryDirectory _directory = new();
    private TinyRoot? _root;
    private RuntimeReadiness _readiness = new() { IsReady = false };

    /// <summary>The control group of the tests, beside the product's.</summary>
    public static string ControlGroup { get; } = $"lanyard-tests-{Environment.ProcessId}";

    /// <summary>The root of all containers.</summary>
    public string Root => _root!.Path;

    /// <summary>Where the runtime keeps its state.</summary>
    public string StateDirectory => _directory["state"];

    /// <summary>Where the runtime keeps its own state.</summary>
    public string RuntimeRoot => Options.RuntimeRoot;

    /// <summary>Where networks are held.</summary>
    public string NetworkDirectory => _directory["netns"];

    /// <summary>The runtime.</summary>
    public OciRuntime Runtime { get; private set; } = null!;

    /// <summary>The networks.</summary>
    public TaskNetworks Networks => new(NetworkDirectory);

    /// <summary>An id that no other container, group or network of the run has.</summary>
    public static string NewId() => $"test-{Environment.ProcessId}-{Interlocked.Increment(ref LastId)}";

    /// <summary>Another runtime over the same containers.</summary>
    public OciRuntime OpenRuntime() => new(Options, TimeProvider.System);

    /// <summary>Skips the test where no container can run, but fails it on CI.</summary>
    public void Require()
    {
        var reason = $"containers cannot run here: {_readiness.Missing} {_readiness.Remedy}".TrimEnd();
        if (!_readiness.IsReady && IsCi)
        {
            Assert.Fail($"CI must run this test, and {reason}");
        }

        Assert.SkipUnless(_readiness.IsReady, reason);
    }

    /// <summary>As <see cref="Require"/>, and for a container that needs perl.</summary>
    public void RequirePerl()
    {
        Require();
        if (!_root!.HasPerl && IsCi)
        {
            Assert.Fail("CI must run this test, and it needs /usr/bin/perl");
        }

        Assert.SkipUnless(_root.HasPerl, "needs /usr/bin/perl, which Debian and Ubuntu always have");
    }

    public async ValueTask InitializeAsync()
    {
        Runtime = OpenRuntime();
        _readiness = await Runtime.ProbeAsync(CancellationToken.None);
        if (_readiness.IsReady)
        {
            _root = TinyRoot.Create();
        }
    }

    public ValueTask DisposeAsync()
    {
        Runtime.Dispose();
        _root?.Dispose();
        if (OperatingSystem.IsLinux() && _readiness.IsReady)
        {
            ControlGroups.Detect().RemoveIfEmpty(ControlGroup);
        }

        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private OciOptions Options => new() { StateDirectory = StateDirectory, ControlGroup = ControlGroup };

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";
}
