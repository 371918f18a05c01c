using System.CommandLine;
using System.CommandLine.Parsing;
using Lanyard.Cli.Running;

namespace Lanyard.Cli.Commands;

/// <summary>The options of <c>lanyard run</c>.</summary>
internal sealed class RunCommandOptions
{
    public RunCommandOptions() => Paths.Validators.Add(RefuseOptions);

    public Argument<string[]> Paths { get; } =
        new("path")
        {
            Description = "CloudFormation templates, and task definitions as the ECS API has them",
            HelpName = "PATH",
            Arity = ArgumentArity.OneOrMore,
        };

    public Option<string[]> Parameters { get; } =
        new("--parameter") { Description = "A template parameter; repeatable", HelpName = "NAME=VALUE" };

    public Option<string[]> Images { get; } =
        new("--image") { Description = "An archive for an image; repeatable", HelpName = "NAME=ARCHIVE" };

    public Option<string?> Data { get; } =
        new("--data") { Description = "Use the server of this data directory", HelpName = "DIR" };

    public Option<bool> NoBuild { get; } = new("--no-build") { Description = "Do not build images that are missing" };

    public Option<bool> NoFailOnDenial { get; } =
        new("--no-fail-on-denial")
        {
            Description = "Let the run succeed though calls were refused, or what decides them is unknown",
        };

    public Option<string?> Timeout { get; } =
        new("--timeout") { Description = "Stop the tasks after so long, as in 90s or 5m", HelpName = "TIME" };

    public Option<bool> Keep { get; } = new("--keep") { Description = "Keep the server's data directory" };

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [Parameters, Images, Data, NoBuild, NoFailOnDenial, Timeout, Keep, Json];

    /// <summary>What was written.</summary>
    /// <exception cref="CommandException">A pair or the time is none.</exception>
    public RunOptions Read(ParseResult parsed) =>
        new()
        {
            Paths = parsed.GetValue(Paths)!,
            Parameters = NamedValues.Read(parsed.GetValue(Parameters), "--parameter NAME=VALUE"),
            Images = NamedValues.Read(parsed.GetValue(Images), "--image NAME=ARCHIVE"),
            DataDirectory = parsed.GetValue(Data),
            Builds = !parsed.GetValue(NoBuild),
            FailsOnDenial = !parsed.GetValue(NoFailOnDenial),
            Timeout = parsed.GetValue(Timeout) is { } text ? DurationText.Parse(text) : null,
            Keeps = parsed.GetValue(Keep),
            IsJson = parsed.GetValue(Json),
        };

    // What looks like an option and is none would be taken for a path.
    private static void RefuseOptions(ArgumentResult paths)
    {
        foreach (var token in paths.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            paths.AddError($"there is no option `{token.Value}`");
        }
    }
}
