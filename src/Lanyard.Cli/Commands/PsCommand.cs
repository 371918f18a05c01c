using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard ps</c>: the tasks with their roles.</summary>
internal static class PsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var all = new Option<bool>("--all", "-a") { Description = "Stopped tasks too" };
        var command = new Command("ps", "Lists tasks, their status and their roles.\n\nExample: lanyard ps --all")
        {
            data,
            all,
            json,
        };
        command.SetAction(
            (parsed, token) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(all), parsed.GetValue(json), token)
        );
        return command;
    }

    private static async Task<int> RunAsync(string data, bool all, bool json, CancellationToken cancellationToken)
    {
        using var client = RunningServer.Connect(data);
        var tasks = await TaskQueries.ListAsync(client, all, cancellationToken);
        if (!json)
        {
            await Console.Out.WriteLineAsync(
                $"{"TASK", -34}{"DEFINITION", -24}{"STATUS", -16}{"EXECUTION ROLE", -24}{"TASK ROLE", -24}{"EXIT", -8}REASON"
            );
        }

        foreach (var task in tasks)
        {
            var roles = await TaskRoles.OfAsync(client, task, cancellationToken);
            await Console.Out.WriteLineAsync(json ? Json(task, roles) : Line(task, roles));
        }

        return ExitCodes.Done;
    }

    private static string Line(EcsTask task, TaskRoles roles)
    {
        var id = Arn.NameOf(task.TaskArn!);
        var definition = Arn.NameOf(task.TaskDefinitionArn!);
        var exits = string.Join(
            ',',
            (task.Containers ?? []).Select(container =>
                container.ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"
            )
        );
        return $"{id, -33} {definition, -23} {task.LastStatus, -15} {NameOf(roles.ExecutionRoleArn), -23} {NameOf(roles.TaskRoleArn), -23} {exits, -7} {task.StoppedReason}".TrimEnd();
    }

    private static string NameOf(string? role) => role is null ? "-" : Arn.NameOf(role);

    private static string Json(EcsTask task, TaskRoles roles) =>
        JsonLine.Of(json =>
        {
            json.WriteString("taskArn", task.TaskArn);
            json.WriteString("clusterArn", task.ClusterArn);
            json.WriteString("taskDefinitionArn", task.TaskDefinitionArn);
            json.WriteString("executionRoleArn", roles.ExecutionRoleArn);
            json.WriteString("taskRoleArn", roles.TaskRoleArn);
            json.WriteString("lastStatus", task.LastStatus);
            json.WriteString("stopCode", task.StopCode);
            json.WriteString("stoppedReason", task.StoppedReason);
            JsonLine.WriteContainers(json, task);
        });
}
