using System.Collections.Concurrent;
using Lanyard.Testing;
using Xunit.Runner.Common;
using Xunit.Sdk;
using Xunit.v3;

namespace Lanyard.Server.Tests.Testing;

/// <summary>A test that hangs fails by its name.</summary>
public sealed class TestTimeLimitTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Every_test_has_a_limit() =>
        Assert.Equal(new TestTimeLimit().Limit, TimeSpan.FromMilliseconds(Running.Timeout));

    [Theory]
    [InlineData(1)]
    public void Every_row_of_a_theory_has_it_too(int row) =>
        Assert.Equal((new TestTimeLimit().Limit.TotalMilliseconds, 1), (Running.Timeout, row));

    [Fact(Timeout = 60_000)]
    public void A_test_may_have_a_limit_of_its_own()
    {
        Assert.Equal(60_000, Running.Timeout);
        Assert.True(TestContext.Current.CancellationToken.CanBeCanceled);
    }

    [Fact]
    public async Task A_test_that_hangs_fails_by_its_name_and_the_others_run_on()
    {
        var told = await RunAsync(typeof(Hanging));

        var names = told.OfType<ITestStarting>().ToDictionary(one => one.TestUniqueID, one => one.TestDisplayName);
        Assert.Equal(
            [
                $"{typeof(Hanging).FullName}.Awaits_what_never_comes: Test execution timed out after 200 milliseconds",
                $"{typeof(Hanging).FullName}.Blocks_its_thread: Test execution timed out after 200 milliseconds",
            ],
            told.OfType<ITestFailed>()
                .Select(one => $"{names[one.TestUniqueID]}: {one.Messages[0]}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal($"{typeof(Hanging).FullName}.Ends", names[Assert.Single(told.OfType<ITestPassed>()).TestUniqueID]);
    }

    private static IXunitTest Running => (IXunitTest)TestContext.Current.Test!;

    // Runs the tests of a class with a short limit.
    private static async Task<ConcurrentQueue<IMessageSinkMessage>> RunAsync(Type tests)
    {
        var framework = new TestTimeLimit { Limit = Short };
        var found = new List<ITestCase>();
        await framework
            .GetDiscoverer(tests.Assembly)
            .Find(
                one =>
                {
                    found.Add(one);
                    return new(true);
                },
                TestFrameworkOptions.ForDiscovery(new TestAssemblyConfiguration()),
                [tests]
            );
        var options = TestFrameworkOptions.ForExecution(new TestAssemblyConfiguration());
        var told = new Told();
        try
        {
            await framework.GetExecutor(tests.Assembly).RunTestCases(found, told, options);
        }
        finally
        {
            Hanging.Release();
        }

        return told.Messages;
    }

    /// <summary>What the runner was told.</summary>
    private sealed class Told : IMessageSink
    {
        public ConcurrentQueue<IMessageSinkMessage> Messages { get; } = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            Messages.Enqueue(message);
            return true;
        }
    }

    /// <summary>Tests of which two end when they are released, and not when they are told to.</summary>
    /// <remarks>Not public, so that they are found only by who asks for them.</remarks>
#pragma warning disable xUnit1000 // Its tests hang: they are run by who asks for them, and by nobody else.
    private sealed class Hanging
#pragma warning restore xUnit1000
    {
        private static readonly ManualResetEventSlim Released = new();

        private static readonly TaskCompletionSource Came = new();

        internal static void Release()
        {
            Released.Set();
            Came.SetResult();
        }

        [Fact]
        public Task Awaits_what_never_comes() => Came.Task;

        [Fact]
        public void Blocks_its_thread() => Assert.True(Released.Wait(Eventually.Limit, CancellationToken.None));

        // Not the short limit: it must end on any machine.
        [Fact(Timeout = 600_000)]
        public void Ends() => Assert.True(TestContext.Current.CancellationToken.CanBeCanceled);
    }
}
