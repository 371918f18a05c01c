using System.Threading.Channels;
using Lanyard.Access.Sessions;
using Lanyard.Containers;
using Lanyard.Storage;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Tasks.Output;

/// <summary>Sends one container's output to CloudWatch Logs as the task execution role, from where it was last until the container's end.</summary>
/// <remarks>
/// Events that CloudWatch Logs refuses are lost, as with Docker's log driver; the refusal is in the record of decisions.
/// </remarks>
/// <seealso href="https://docs.docker.com/engine/logging/drivers/awslogs/" />
internal sealed class LogShipper(
    AwsLogsOptions logs,
    ContainerRecord container,
    string taskArn,
    TaskSessions sessions,
    EngineHost host
)
{
    private const int LinesAhead = 4096;
    private const int Attempts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(32);

    // Docker's: an event of several lines waits no longer for more of them. A line waits for its end for as long as it takes.
    private static readonly TimeSpan OldestPending = TimeSpan.FromSeconds(5);

    /// <summary>Sends all there is; done once the container has ended and its last line is sent, or the token says to leave off.</summary>
    /// <param name="isOpen">Whether the stream is open; otherwise it is opened first, however long that takes while the container runs.</param>
    /// <param name="ended">Done when the container has ended.</param>
    /// <param name="leaveOff">What has been read by then is still sent.</param>
    public async Task RunAsync(IContainerRuntime runtime, bool isOpen, Task ended, CancellationToken leaveOff)
    {
        if (!isOpen && !await OpenAsync(ended, leaveOff))
        {
            return;
        }

        var lines = Channel.CreateBounded<OutputLine>(
            new BoundedChannelOptions(LinesAhead) { SingleReader = true, SingleWriter = true }
        );
        var position = await host.Positions.ReadAsync(taskArn, container.Name, CancellationToken.None);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(leaveOff);
        var reading = ReadAsync(runtime, position.ReadFrom, lines.Writer, ends.Token);
        try
        {
            await SendAsync(lines.Reader, new EventAssembler(logs.FirstLine, position, host.Ports.Time));
        }
        finally
        {
            // Nobody takes what is read after a failure.
            await ends.CancelAsync();
            await reading;
        }
    }

    // Docker in non-blocking mode: again and again, with growing pauses, while the container runs.
    private async Task<bool> OpenAsync(Task ended, CancellationToken leaveOff)
    {
        var pause = FirstPause;
        while (true)
        {
            var isLast = ended.IsCompleted;
            if (await LogStreams.OpenAsync(logs, sessions, TaskRoleKind.Execution, leaveOff) is null)
            {
                return true;
            }

            if (isLast)
            {
                return false;
            }

            await Task.WhenAny(ended, Task.Delay(pause, host.Ports.Time, leaveOff));
            leaveOff.ThrowIfCancellationRequested();
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ReadAsync(
        IContainerRuntime runtime,
        long position,
        ChannelWriter<OutputLine> writer,
        CancellationToken leaveOff
    )
    {
        try
        {
            await foreach (var line in runtime.OutputAsync(container.RuntimeId, position, follow: true, leaveOff))
            {
                await writer.WriteAsync(line, leaveOff);
            }
        }
        catch (Exception gone)
            when (gone is OperationCanceledException or ContainerException { Kind: ContainerFault.NotFound })
        {
            // Left off, or the container was removed with its output: there is nothing more to read.
        }
        finally
        {
            writer.Complete();
        }
    }

    private async Task SendAsync(ChannelReader<OutputLine> lines, EventAssembler assembler)
    {
        var batch = new LogBatch();
        while (await HasMoreOrIsOldAsync(lines, assembler))
        {
            var due = DelayAsync(host.Options.LogFlushInterval);
            do
            {
                while (lines.TryRead(out var line))
                {
                    batch = await AddAsync(assembler.Add(line), batch);
                }
            } while (!due.IsCompleted && await HasMoreBeforeAsync(due, lines));

            batch = await AddAsync(assembler.TakeOlderThan(OldestPending), batch);
            await PutAsync(batch);
            batch = new LogBatch();
        }

        await PutAsync(await AddAsync(assembler.TakeAll(), batch));
    }

    // False when there will be no more lines.
    private async Task<bool> HasMoreOrIsOldAsync(ChannelReader<OutputLine> lines, EventAssembler assembler)
    {
        var more = lines.WaitToReadAsync(CancellationToken.None).AsTask();
        return (
                assembler.HasPendingEvent && !ReferenceEquals(await Task.WhenAny(more, DelayAsync(OldestPending)), more)
            ) || await more;
    }

    private static async Task<bool> HasMoreBeforeAsync(Task due, ChannelReader<OutputLine> lines)
    {
        var more = lines.WaitToReadAsync(CancellationToken.None).AsTask();
        return ReferenceEquals(await Task.WhenAny(more, due), more) && await more;
    }

    private Task DelayAsync(TimeSpan time) => Task.Delay(time, host.Ports.Time, CancellationToken.None);

    private async Task<LogBatch> AddAsync(IEnumerable<LogEvent> events, LogBatch batch)
    {
        foreach (var one in events)
        {
            if (!batch.TryAdd(one))
            {
                await PutAsync(batch);
                batch = new LogBatch();
                batch.TryAdd(one);
            }
        }

        return batch;
    }

    private async Task PutAsync(LogBatch batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        var input = new PutLogEventsInput
        {
            LogGroupName = logs.Destination.Group,
            LogStreamName = logs.Destination.Stream,
            LogEvents = batch.Events(),
        };
        for (var attempt = 1; !await TryPutAsync(input) && attempt < Attempts; attempt++)
        {
            await DelayAsync(FirstPause * attempt);
        }

        await RememberAsync(batch.Position!.Value);
    }

    private async Task RememberAsync(LogPosition position)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await host.Positions.WriteAsync(taskArn, container.Name, position);
                return;
            }
            catch (StoreException) when (attempt < Attempts)
            {
                await DelayAsync(FirstPause * attempt);
            }
        }
    }

    // False when it is worth trying again.
    private async Task<bool> TryPutAsync(PutLogEventsInput input)
    {
        try
        {
            await sessions.SendAsync(
                TaskRoleKind.Execution,
                LogsModel.PutLogEvents,
                input,
                logs.Destination.Region,
                CancellationToken.None
            );
            return true;
        }
        catch (AwsException error)
        {
            return !error.IsServerFault && error.Code != "ThrottlingException";
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
