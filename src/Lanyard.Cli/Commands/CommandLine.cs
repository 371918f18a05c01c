using System.CommandLine;
using Lanyard.Containers;
using Lanyard.Server.Composition;
using Lanyard.Wire.Errors;

namespace Lanyard.Cli.Commands;

/// <summary>The <c>lanyard</c> program: its commands, and the one place where what goes wrong becomes a line for people.</summary>
internal static class CommandLine
{
    /// <summary>The program with all of its commands.</summary>
    public static RootCommand Create() =>
        new(
            "Runs Amazon ECS tasks with both of their IAM roles really enforced.\n\nExample: lanyard run samples/receipts/template.yaml"
        )
        {
            RunCommand.Create(),
            UpCommand.Create(),
            EnvCommand.Create(),
            ResetCommand.Create(),
            ImageCommand.Create(),
            PsCommand.Create(),
            LogsCommand.Create(),
            StopCommand.Create(),
            DownCommand.Create(),
            SimulateCommand.Create(),
            DoctorCommand.Create(),
        };

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCodes" />.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"lanyard: {error.Message}");
            }

            await Console.Error.WriteLineAsync("see `lanyard --help`");
            return ExitCodes.Misuse;
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    // Cleaning up takes the time that it takes.
                    ProcessTerminationTimeout = null,
                },
                cancellationToken
            );
        }
        catch (Exception error)
        {
            return await ReportAsync(error);
        }
    }

    private static async Task<int> ReportAsync(Exception error)
    {
        var (message, nextStep, exitCode) = error switch
        {
            CommandException command => (command.Message, command.NextStep, command.ExitCode),
            StartException start => (
                start.Message,
                start.NextStep,
                start.IsMisuse ? ExitCodes.Misuse : ExitCodes.Failed
            ),
            ContainerException container => (container.Message, "see `lanyard doctor`", ExitCodes.Failed),
            AwsException aws => (
                $"{aws.Code}: {aws.Message}",
                aws.IsServerFault ? "see what the server wrote" : "correct what it names and run the command again",
                ExitCodes.Failed
            ),
            HttpRequestException => ("the server does not answer", "start it with `lanyard up`", ExitCodes.Failed),
            OperationCanceledException => ("interrupted", "run the command again", ExitCodes.Failed),
            IOException or UnauthorizedAccessException => (
                error.Message,
                "see that the path is there, that you may use it, and that its disk has room",
                ExitCodes.Failed
            ),
            _ => (
                $"an error of Lanyard's own: {error.GetType().Name}: {error.Message}",
                "please report it with the command that you typed",
                ExitCodes.Failed
            ),
        };
        await Console.Error.WriteLineAsync($"lanyard: {message}");
        await Console.Error.WriteLineAsync($"next: {nextStep}");
        return exitCode;
    }
}
