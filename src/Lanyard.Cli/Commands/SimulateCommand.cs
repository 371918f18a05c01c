using System.CommandLine;
using System.Text;
using Lanyard.Advice.Simulation;
using Lanyard.Cli.Simulating;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard simulate</c>: decides requests by policies in files, without a server.</summary>
internal static class SimulateCommand
{
    private const string StandardInput = "-";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SimulateCommandOptions();
        var command = new Command(
            "simulate",
            "Decides a request, or a file of them, by policies in files; needs no server.\n\nExample: lanyard simulate samples/receipts/template.yaml --role TaskRole --action s3:PutObject --resource arn:aws:s3:::receipts/receipts/1.json"
        )
        {
            options.Paths,
        };
        command.Add(options.All);
        command.SetAction(
            (parsed, token) =>
                parsed.GetValue(options.Cases) is { } file
                    ? AnswerCasesAsync(file, token)
                    : Question.AskAsync(options.Read(parsed), token)
        );
        return command;
    }

    private static async Task<int> AnswerCasesAsync(string path, CancellationToken cancellationToken)
    {
        if (path is not StandardInput && !File.Exists(path))
        {
            throw CommandException.Misuse(
                $"there is no file `{path}`",
                "name a file of cases, or - for standard input"
            );
        }

        await using var input = path is StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
        using var lines = new StreamReader(input, Encoding.UTF8);
        await using var output = new BufferedStream(Console.OpenStandardOutput());
        var counts = await CaseFile.AnswerAsync(lines, output, cancellationToken);
        await output.FlushAsync(cancellationToken);
        if (counts.Malformed > 0)
        {
            await Console.Error.WriteLineAsync(
                $"lanyard: {counts.Malformed} lines are no cases; each has its error in its place"
            );
        }

        if (counts.Compared)
        {
            await Console.Error.WriteLineAsync($"{counts.Passed} passed, {counts.Failed} failed");
        }

        return counts is { Failed: 0, Malformed: 0 } ? ExitCodes.Done : ExitCodes.Failed;
    }
}
