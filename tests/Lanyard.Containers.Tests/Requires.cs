namespace Lanyard.Containers.Tests;

/// <summary>What a test needs of the machine: without it the test is skipped and says so, but on CI it fails.</summary>
internal static class Requires
{
    /// <summary>Root: to make device nodes, give files away and mount.</summary>
    public static void Root()
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail("CI must run this test, and it needs root");
        }

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root; it runs on CI, or with sudo");
    }
}
