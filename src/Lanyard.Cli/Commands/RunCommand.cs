using System.CommandLine;
using Lanyard.Cli.Running;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard run</c>: the main job.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new RunCommandOptions();
        var command = new Command(
            "run",
            "Makes what templates declare and runs their tasks under both of their roles.\n\nExample: lanyard run samples/receipts/template.yaml --parameter Fault=secret"
        )
        {
            options.Paths,
        };
        command.Add(options.All);
        command.SetAction(
            (parsed, token) => new RunSession(options.Read(parsed), CommonOptions.StartServerAsync).RunAsync(token)
        );
        return command;
    }
}
