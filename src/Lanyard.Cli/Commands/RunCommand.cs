using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Lanyard.Cli.Running;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard run</c>: the main job.</summary>
internal static class RunCommand
{
    private const double SecondsPerMinute = 60;
    private const double SecondsPerHour = 3600;
    private const double MostSeconds = 1000 * SecondsPerHour;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "CloudFormation templates, and task definitions as the ECS API has them",
            HelpName = "PATH",
            Arity = ArgumentArity.OneOrMore,
        };
        paths.Validators.Add(RefuseOptions);
        var parameters = new Option<string[]>("--parameter")
        {
            Description = "A template parameter; repeatable",
            HelpName = "NAME=VALUE",
        };
        var images = new Option<string[]>("--image")
        {
            Description = "An archive for an image; repeatable",
            HelpName = "NAME=ARCHIVE",
        };
        var data = new Option<string?>("--data")
        {
            Description = "Use the server of this data directory",
            HelpName = "DIR",
        };
        var noBuild = new Option<bool>("--no-build") { Description = "Do not build images that are missing" };
        var noFail = new Option<bool>("--no-fail-on-denial")
        {
            Description = "Let the run succeed though calls were refused",
        };
        var timeout = new Option<string?>("--timeout")
        {
            Description = "Stop the tasks after so long, as in 90s or 5m",
            HelpName = "TIME",
        };
        var keep = new Option<bool>("--keep") { Description = "Keep the server's data directory" };
        var json = CommonOptions.Json();
        var command = new Command(
            "run",
            "Makes what templates declare and runs their tasks under both of their roles.\n\nExample: lanyard run samples/receipts/template.yaml --parameter Fault=secret"
        )
        {
            paths,
            parameters,
            images,
            data,
            noBuild,
            noFail,
            timeout,
            keep,
            json,
        };
        command.SetAction(
            (parsed, token) =>
                new RunSession(
                    new RunOptions
                    {
                        Paths = parsed.GetValue(paths)!,
                        Parameters = NamedValues.Read(parsed.GetValue(parameters), "--parameter NAME=VALUE"),
                        Images = NamedValues.Read(parsed.GetValue(images), "--image NAME=ARCHIVE"),
                        DataDirectory = parsed.GetValue(data),
                        Builds = !parsed.GetValue(noBuild),
                        FailsOnDenial = !parsed.GetValue(noFail),
                        Timeout = Duration(parsed.GetValue(timeout)),
                        Keeps = parsed.GetValue(keep),
                        IsJson = parsed.GetValue(json),
                    },
                    CommonOptions.StartServerAsync
                ).RunAsync(token)
        );
        return command;
    }

    // What looks like an option and is none would be taken for a path.
    private static void RefuseOptions(ArgumentResult paths)
    {
        foreach (var token in paths.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            paths.AddError($"there is no option `{token.Value}`");
        }
    }

    private static TimeSpan? Duration(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var seconds = text switch
        {
            [.., 'h'] => Number(text[..^1]) * SecondsPerHour,
            [.., 'm'] => Number(text[..^1]) * SecondsPerMinute,
            [.., 's'] => Number(text[..^1]),
            _ => Number(text),
        };
        return seconds > 0 && seconds <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw CommandException.Misuse($"`{text}` is no time", "write 90s, 5m or 1h, at most 1000h");
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : double.NaN;
}
