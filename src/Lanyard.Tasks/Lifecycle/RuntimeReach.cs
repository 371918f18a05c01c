using System.Net.Sockets;
using Lanyard.Containers;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>The runtime, asked again and again until it answers: a task whose containers may run must not be given up.</summary>
internal sealed class RuntimeReach(TaskPorts ports)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private TaskCompletionSource _lost = NewSource();

    /// <summary>Done when the runtime was asked and did not answer, until it answers again.</summary>
    public Task Lost => Volatile.Read(ref _lost).Task;

    /// <summary>Asks until there is an answer; pauses grow from a second to half a minute.</summary>
    /// <exception cref="OperationCanceledException">The token says to give up.</exception>
    public async Task<T> AskAsync<T>(
        Func<IContainerRuntime, CancellationToken, Task<T>> question,
        CancellationToken cancellationToken
    )
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                var answer = await question(await ports.Runtime(cancellationToken), cancellationToken);
                if (Lost.IsCompleted)
                {
                    Volatile.Write(ref _lost, NewSource());
                }

                return answer;
            }
            catch (Exception fault)
                when (fault is ContainerException or IOException or SocketException or UnauthorizedAccessException)
            {
                Volatile.Read(ref _lost).TrySetResult();
            }

            await Task.Delay(pause, ports.Time, cancellationToken);
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
