using Lanyard.Access.Admission;
using Lanyard.Containers;
using Lanyard.Policy;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Reads what a container of a task wrote, waiting for more when asked to.</summary>
internal sealed class GetTaskOutput(TaskEngine engine, ServerControl control, TimeProvider time)
    : Operation<GetTaskOutputInput, TaskRecord?, TaskOutput>(LanyardModel.GetTaskOutput)
{
    private const int MostLines = 1000;
    private const int LongestWaitSeconds = 30;

    protected override TaskRecord? Find(GetTaskOutputInput input, Call call)
    {
        var found =
            string.IsNullOrEmpty(input.Task) ? null
            : Arn.TryParse(input.Task, out var arn) ? engine.Find(arn)
            : engine
                .List(call.Account, call.Region, clusterName: null)
                .FirstOrDefault(one => one.Id.StartsWith(input.Task, StringComparison.Ordinal));
        return found?.Account == call.Account.ToString() ? found : null;
    }

    protected override IEnumerable<Requirement> Require(GetTaskOutputInput input, TaskRecord? subject, Call call) =>
        [new("lanyard:GetTaskOutput", "*")];

    protected override async ValueTask<TaskOutput> InvokeAsync(
        GetTaskOutputInput input,
        TaskRecord? subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var task = subject ?? throw new AwsException("InvalidParameterException", "The referenced task was not found.");
        var container = task.Containers.FirstOrDefault(one => input.Container is null || one.Name == input.Container);
        if (container is null)
        {
            throw new AwsException("InvalidParameterException", $"the task has no container `{input.Container}`");
        }

        var position = input.Position ?? 0;
        var (lines, ended) = await ReadAsync(task, container, position, cancellationToken);
        if (lines.Count == 0 && !ended && input.WaitSeconds is > 0)
        {
            await WaitAsync(task, container, position, input.WaitSeconds.Value, cancellationToken);
            (lines, ended) = await ReadAsync(task, container, position, cancellationToken);
        }

        return new TaskOutput
        {
            Lines = [.. lines.Select(line => Describe(container.Name, line))],
            Position = lines.Count == 0 ? position : lines[^1].Position,
            Ended = lines.Count == 0 && ended,
        };
    }

    private async Task<(List<OutputLine> Lines, bool Ended)> ReadAsync(
        TaskRecord task,
        ContainerRecord container,
        long position,
        CancellationToken cancellationToken
    )
    {
        // INVARIANT: looked at before the reading, so that nothing was written after a reading that found the end.
        var ended = HasEnded(task, container);
        return (await ReadAsync(task, container, position, follow: false, cancellationToken), ended);
    }

    private async Task<List<OutputLine>> ReadAsync(
        TaskRecord task,
        ContainerRecord container,
        long position,
        bool follow,
        CancellationToken cancellationToken
    )
    {
        var lines = new List<OutputLine>();
        var output = engine.OutputAsync(Arn.Parse(task.TaskArn), container.Name, position, follow, cancellationToken);
        await foreach (var line in output)
        {
            lines.Add(line);
            if (follow || lines.Count == MostLines)
            {
                break;
            }
        }

        return lines;
    }

    // Waits for the next line, for the container to be made, or for the task to stop, whichever comes first.
    private async Task WaitAsync(
        TaskRecord task,
        ContainerRecord container,
        long position,
        int seconds,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, control.Stopping);
        patience.CancelAfter(TimeSpan.FromSeconds(Math.Min(seconds, LongestWaitSeconds)));
        var arn = Arn.Parse(task.TaskArn);
        try
        {
            if (container.CreatedAt is null)
            {
                await engine.TaskReachedAsync(arn, TaskStatuses.Running, patience.Token);
            }

            await ReadAsync(task, container, position, follow: true, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing came in time, which is an answer too.
        }
    }

    // The record that was found may be older than what has been read since.
    private bool HasEnded(TaskRecord task, ContainerRecord container)
    {
        var now = engine.Find(Arn.Parse(task.TaskArn));
        return now is null
            || now.IsStopped
            || now.Containers.Any(one => one.Name == container.Name && one.FinishedAt <= time.GetUtcNow());
    }

    private static TaskOutputLine Describe(string container, OutputLine line) =>
        new()
        {
            Container = container,
            Timestamp = line.Timestamp,
            Stream = line.Channel == OutputChannel.Stderr ? "stderr" : "stdout",
            Text = line.Text,
        };
}
