using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard reset</c>: forgets everything but the administrator and its key.</summary>
internal static class ResetCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var command = new Command(
            "reset",
            "Stops tasks and forgets everything but the administrator and its key.\n\nExample: lanyard reset"
        )
        {
            data,
        };
        command.SetAction(
            async (parsed, token) =>
            {
                using var client = RunningServer.Connect(parsed.GetValue(data)!);
                await client.SendAsync(LanyardModel.Reset, new ResetInput(), token);
                return ExitCodes.Done;
            }
        );
        return command;
    }
}
