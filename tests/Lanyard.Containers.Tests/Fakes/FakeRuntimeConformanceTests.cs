using Lanyard.Testing.Conformance;
using Lanyard.Testing.Fakes;

namespace Lanyard.Containers.Tests.Fakes;

/// <summary>The fake does what a runtime does, or tests that use it prove nothing.</summary>
public sealed class FakeRuntimeConformanceTests : ContainerRuntimeConformance
{
    private FakeRuntime? _fake;

    protected override IContainerRuntime Reopen()
    {
        _fake = _fake?.Reopen() ?? new FakeRuntime(TimeProvider.System);
        _fake.Program = RunAsync;
        return _fake;
    }

    protected override ContainerSpec Container(string id, string script) =>
        new()
        {
            Id = id,
            Name = "test",
            RootDirectory = "/",
            Arguments = ["/bin/sh", "-c", script],
        };

    private static async Task<int> RunAsync(FakeContainer container)
    {
        switch (container.Spec.Arguments[^1])
        {
            case Scripts.PrintsThreeLines:
                container.Print("a");
                container.Print("b");
                container.Print("c");
                return 0;
            case Scripts.PrintsOnBothStreams:
                container.Print("one");
                container.Print("error", OutputChannel.Stderr);
                container.Print("two");
                return 0;
            case Scripts.PrintsALineAndAPrompt:
                container.Print("whole");
                container.Write("prompt");
                return 0;
            case Scripts.PrintsALineAroundAnother:
                container.Write("one");
                container.Print("error", OutputChannel.Stderr);
                container.Print("two");
                return 0;
            case Scripts.Prints16KiBAndRunsOn:
                container.Write(new string('0', 16 * 1024));
                await container.WaitForSignalAsync("SIGTERM");
                return 7;
            case Scripts.PrintsAPromptAndItsAnswerOnTerm:
                container.Print("ready");
                container.Write("prompt: ");
                await container.WaitForSignalAsync("SIGTERM");
                container.Print("answer");
                return 0;
            case Scripts.PrintsReadyAndEndsOnTerm:
                container.Print("ready");
                await container.WaitForSignalAsync("SIGTERM");
                return 7;
            case Scripts.PrintsReadyAndIgnoresTerm:
                container.Print("ready");
                await container.WaitForSignalAsync("SIGKILL");
                return 137;
            default:
                return 3;
        }
    }
}
