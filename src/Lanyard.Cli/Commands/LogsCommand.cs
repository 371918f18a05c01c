using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard logs</c>: what the containers of a task wrote, followed until they have ended.</summary>
internal static class LogsCommand
{
    private const int WaitSeconds = 10;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var task = new Argument<string>("task")
        {
            Description = "The task's id, the beginning of it, or its ARN",
            HelpName = "TASK",
        };
        var container = new Option<string?>("--container") { Description = "One container; without it all" };
        var noFollow = new Option<bool>("--no-follow") { Description = "Stop at the end of what is there" };
        var json = CommonOptions.Json();
        var command = new Command(
            "logs",
            "Prints what a task's containers wrote, and follows it.\n\nExample: lanyard logs 3f2a"
        )
        {
            task,
            container,
            noFollow,
            data,
            json,
        };
        command.SetAction(
            async (parsed, token) =>
            {
                using var client = RunningServer.Connect(parsed.GetValue(data)!);
                var found = await TaskQueries.FindAsync(client, parsed.GetValue(task)!, token);
                var wanted = Wanted(found, parsed.GetValue(container));
                var follow = !parsed.GetValue(noFollow);
                Func<TaskOutputLine, string> show = parsed.GetValue(json) ? Json : Text;
                await Task.WhenAll(wanted.Select(one => PrintAsync(client, found, one, follow, show, token)));
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static IReadOnlyList<Container> Wanted(EcsTask task, string? name)
    {
        var containers = task.Containers ?? [];
        return name is null ? containers
            : containers.FirstOrDefault(one => one.Name == name) is { } found ? [found]
            : throw CommandException.Misuse(
                $"the task has no container `{name}`",
                $"name one of {string.Join(", ", containers.Select(one => $"`{one.Name}`"))}"
            );
    }

    private static async Task PrintAsync(
        AwsClient client,
        EcsTask task,
        Container container,
        bool follow,
        Func<TaskOutputLine, string> show,
        CancellationToken cancellationToken
    )
    {
        long position = 0;
        while (true)
        {
            var output = await client.SendAsync(
                LanyardModel.GetTaskOutput,
                new GetTaskOutputInput
                {
                    Task = task.TaskArn,
                    Container = container.Name,
                    Position = position,
                    WaitSeconds = follow ? WaitSeconds : 0,
                },
                cancellationToken
            );
            foreach (var line in output.Lines ?? [])
            {
                await Console.Out.WriteLineAsync(show(line));
            }

            position = output.Position ?? position;
            if (output.Ended == true || (!follow && output.Lines is not { Count: > 0 }))
            {
                return;
            }
        }
    }

    private static string Text(TaskOutputLine line) => $"{line.Container} | {line.Text}";

    private static string Json(TaskOutputLine line) =>
        JsonLine.Of(json =>
        {
            json.WriteString("container", line.Container);
            if (line.Timestamp is { } timestamp)
            {
                json.WriteString("timestamp", timestamp);
            }

            json.WriteString("stream", line.Stream);
            json.WriteString("text", line.Text);
        });
}
