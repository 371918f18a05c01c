namespace Lanyard.Tasks.Lifecycle;

/// <summary>Waiting for work whose outcome is somebody else's business.</summary>
internal static class TaskEnds
{
    /// <summary>Waits until it has ended, however.</summary>
    public static async Task SettledAsync(this Task work) =>
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
