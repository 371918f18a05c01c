using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Policy;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard env</c>: the exports that a shell needs.</summary>
internal static class EnvCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var account = new Option<string?>("--account")
        {
            Description = "Another account; its administrator is made if it is missing",
            HelpName = "ID",
        };
        var json = CommonOptions.Json();
        var command = new Command(
            "env",
            "Prints the exports that make AWS clients talk to the server.\n\nExample: eval \"$(lanyard env)\""
        )
        {
            data,
            account,
            json,
        };
        command.SetAction(
            (parsed, token) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(account), parsed.GetValue(json), token)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string data,
        string? account,
        bool isJson,
        CancellationToken cancellationToken
    )
    {
        if (account is not null && !AccountId.TryParse(account, out _))
        {
            throw CommandException.Misuse(
                $"`{account}` is not an account id of twelve digits",
                "give one as 111122223333"
            );
        }

        var server = RunningServer.Find(data);
        var (keyId, secret) = (server.AccessKeyId, server.SecretAccessKey);
        if (account is not null && account != server.Account)
        {
            using var client = RunningServer.ClientOf(server);
            var made = await client.SendAsync(
                LanyardModel.CreateAdministrator,
                new CreateAdministratorInput { Account = account },
                cancellationToken
            );
            (keyId, secret) = (made.AccessKeyId!, made.SecretAccessKey!.Reveal());
        }

        (string Name, string Value)[] variables =
        [
            ("AWS_ENDPOINT_URL", server.Endpoint),
            ("AWS_ACCESS_KEY_ID", keyId),
            ("AWS_SECRET_ACCESS_KEY", secret),
            ("AWS_REGION", server.Region),
            ("AWS_DEFAULT_REGION", server.Region),
        ];
        var text = isJson
            ? JsonLine.Of(json => Array.ForEach(variables, one => json.WriteString(one.Name, one.Value)))
            : string.Join(Environment.NewLine, variables.Select(one => $"export {one.Name}={one.Value}"));
        await Console.Out.WriteLineAsync(text);
        if (server.Observe)
        {
            await Console.Error.WriteLineAsync("observing: this server records refusals and lets them pass");
        }

        return ExitCodes.Done;
    }
}
