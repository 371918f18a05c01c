using System.Reflection;
using Lanyard.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(TestTimeLimit))]

namespace Lanyard.Testing;

/// <summary>xunit with a time limit for every test that has none of its own: a test that hangs fails by its name, and the others run on.</summary>
/// <remarks>
/// xunit has no such default: <c>longRunningTestSeconds</c> only tells, and the runner's <c>--timeout</c> ends all tests without
/// a name. This file is part of each test project.
/// </remarks>
internal sealed class TestTimeLimit : XunitTestFramework
{
    /// <summary>The limit of a test.</summary>
    /// <value>The default is ten minutes: far beyond what any takes on a busy machine.</value>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(((XunitTestFrameworkDiscoverer)base.CreateDiscoverer(assembly)).TestAssembly, Limit);

    /// <summary>Gives tests their limit as they are found.</summary>
    private sealed class Discoverer(IXunitTestAssembly assembly, TimeSpan limit)
        : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod,
            ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<ITestCase, ValueTask<bool>> discoveryCallback
        )
        {
            foreach (var fact in testMethod.FactAttributes.OfType<FactAttribute>().Where(fact => fact.Timeout == 0))
            {
                fact.Timeout = (int)limit.TotalMilliseconds;
            }

            return base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback);
        }
    }
}
