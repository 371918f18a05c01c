using System.CommandLine;
using Lanyard.Cli.Simulating;

namespace Lanyard.Cli.Commands;

/// <summary>The options of <c>lanyard simulate</c>.</summary>
internal sealed class SimulateCommandOptions
{
    public Argument<string[]> Paths { get; } =
        new("path")
        {
            Description = "CloudFormation templates that declare the role",
            HelpName = "TEMPLATE",
            Arity = ArgumentArity.ZeroOrMore,
        };

    public Option<string?> Cases { get; } =
        File(
            "--cases",
            "A file of cases, a JSON object a line (`lanyard-sim/1`, `lanyard-doc/1`); - reads standard input"
        );

    public Option<string?> Role { get; } =
        new("--role")
        {
            Description =
                "Who asks: a role of the templates by name, logical id or ARN; without templates any role's ARN",
            HelpName = "ROLE",
        };

    public Option<string?> Action { get; } =
        new("--action") { Description = "As in s3:GetObject", HelpName = "ACTION" };

    public Option<string> Resource { get; } =
        new("--resource")
        {
            Description = "The ARN that is asked for",
            HelpName = "ARN",
            DefaultValueFactory = _ => "*",
        };

    public Option<string[]> Context { get; } =
        Many("--context", "A condition key's value; repeatable, also for a key with several values", "KEY=VALUE");

    public Option<string[]> Unknown { get; } =
        Many("--unknown", "A condition key whose value is not known; repeatable", "KEY");

    public Option<string[]> Policies { get; } = Many("--policy", "An identity policy; repeatable", "FILE");

    public Option<string?> Boundary { get; } = File("--boundary", "The permissions boundary");

    public Option<string[]> SessionPolicies { get; } = Many("--session-policy", "A session policy; repeatable", "FILE");

    public Option<string?> ResourcePolicy { get; } =
        File("--resource-policy", "The resource's policy, or the role's trust policy for sts:AssumeRole");

    public Option<string?> ResourceAccount { get; } =
        new("--resource-account")
        {
            Description = "The account that owns the resource, where its ARN does not say",
            HelpName = "ID",
        };

    public Option<string[]> Parameters { get; } = Many("--parameter", "A template parameter; repeatable", "NAME=VALUE");

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All =>
        [
            Cases,
            Role,
            Action,
            Resource,
            Context,
            Unknown,
            Policies,
            Boundary,
            SessionPolicies,
            ResourcePolicy,
            ResourceAccount,
            Parameters,
            Json,
        ];

    /// <summary>The question that was written.</summary>
    /// <exception cref="CommandException">There is none, or a pair is none.</exception>
    public QuestionOptions Read(ParseResult parsed) =>
        new()
        {
            Templates = parsed.GetValue(Paths) ?? [],
            Role = parsed.GetValue(Role),
            Action =
                parsed.GetValue(Action)
                ?? throw CommandException.Misuse(
                    "there is nothing to decide",
                    "give --action, or a file of cases with --cases"
                ),
            Resource = parsed.GetValue(Resource)!,
            Context = NamedValues.ReadAll(parsed.GetValue(Context), "--context KEY=VALUE"),
            UnknownKeys = parsed.GetValue(Unknown) ?? [],
            Policies = parsed.GetValue(Policies) ?? [],
            Boundary = parsed.GetValue(Boundary),
            SessionPolicies = parsed.GetValue(SessionPolicies) ?? [],
            ResourcePolicy = parsed.GetValue(ResourcePolicy),
            ResourceAccount = parsed.GetValue(ResourceAccount),
            Parameters = NamedValues.Read(parsed.GetValue(Parameters), "--parameter NAME=VALUE"),
            IsJson = parsed.GetValue(Json),
        };

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static Option<string[]> Many(string name, string description, string shape) =>
        new(name) { Description = description, HelpName = shape };
}
