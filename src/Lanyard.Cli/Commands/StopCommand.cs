using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard stop</c>: stops one task.</summary>
internal static class StopCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var task = new Argument<string>("task")
        {
            Description = "The task's id, the beginning of it, or its ARN",
            HelpName = "TASK",
        };
        var reason = new Option<string?>("--reason") { Description = "What becomes its stopped reason" };
        var command = new Command("stop", "Stops a task.\n\nExample: lanyard stop 3f2a") { task, reason, data };
        command.SetAction(
            async (parsed, token) =>
            {
                using var client = RunningServer.Connect(parsed.GetValue(data)!);
                var found = await TaskQueries.FindAsync(client, parsed.GetValue(task)!, token);
                await client.SendAsync(
                    EcsModel.StopTask,
                    new StopTaskInput
                    {
                        Cluster = found.ClusterArn,
                        Task = found.TaskArn,
                        Reason = parsed.GetValue(reason),
                    },
                    token
                );
                return ExitCodes.Done;
            }
        );
        return command;
    }
}
