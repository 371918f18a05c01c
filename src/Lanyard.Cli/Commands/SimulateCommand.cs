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
        var cases = File(
            "--cases",
            "A file of cases, a JSON object a line (`lanyard-sim/1`, `lanyard-doc/1`); - reads standard input"
        );
        var paths = new Argument<string[]>("path")
        {
            Description = "CloudFormation templates that declare the role",
            HelpName = "TEMPLATE",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var role = new Option<string?>("--role")
        {
            Description =
                "Who asks: a role of the templates by name, logical id or ARN; without templates any role's ARN",
            HelpName = "ROLE",
        };
        var action = new Option<string?>("--action") { Description = "As in s3:GetObject", HelpName = "ACTION" };
        var resource = new Option<string>("--resource")
        {
            Description = "The ARN that is asked for",
            HelpName = "ARN",
            DefaultValueFactory = _ => "*",
        };
        var context = Many(
            "--context",
            "A condition key's value; repeatable, also for a key with several values",
            "KEY=VALUE"
        );
        var unknown = Many("--unknown", "A condition key whose value is not known; repeatable", "KEY");
        var policies = Many("--policy", "An identity policy; repeatable", "FILE");
        var boundary = File("--boundary", "The permissions boundary");
        var session = Many("--session-policy", "A session policy; repeatable", "FILE");
        var resourcePolicy = File(
            "--resource-policy",
            "The resource's policy, or the role's trust policy for sts:AssumeRole"
        );
        var resourceAccount = new Option<string?>("--resource-account")
        {
            Description = "The account that owns the resource, where its ARN does not say",
            HelpName = "ID",
        };
        var parameters = Many("--parameter", "A template parameter; repeatable", "NAME=VALUE");
        var json = CommonOptions.Json();
        var command = new Command(
            "simulate",
            "Decides a request, or a file of them, by policies in files; needs no server.\n\nExample: lanyard simulate samples/receipts/template.yaml --role TaskRole --action s3:PutObject --resource arn:aws:s3:::receipts/receipts/1.json"
        )
        {
            paths,
            cases,
            role,
            action,
            resource,
            context,
            unknown,
            policies,
            boundary,
            session,
            resourcePolicy,
            resourceAccount,
            parameters,
            json,
        };
        command.SetAction(
            async (parsed, token) =>
            {
                if (parsed.GetValue(cases) is { } file)
                {
                    return await AnswerCasesAsync(file, token);
                }

                var question = new QuestionOptions
                {
                    Templates = parsed.GetValue(paths) ?? [],
                    Role = parsed.GetValue(role),
                    Action =
                        parsed.GetValue(action)
                        ?? throw CommandException.Misuse(
                            "there is nothing to decide",
                            "give --action, or a file of cases with --cases"
                        ),
                    Resource = parsed.GetValue(resource)!,
                    Context = NamedValues.ReadAll(parsed.GetValue(context), "--context KEY=VALUE"),
                    UnknownKeys = parsed.GetValue(unknown) ?? [],
                    Policies = parsed.GetValue(policies) ?? [],
                    Boundary = parsed.GetValue(boundary),
                    SessionPolicies = parsed.GetValue(session) ?? [],
                    ResourcePolicy = parsed.GetValue(resourcePolicy),
                    ResourceAccount = parsed.GetValue(resourceAccount),
                    Parameters = NamedValues.Read(parsed.GetValue(parameters), "--parameter NAME=VALUE"),
                    IsJson = parsed.GetValue(json),
                };
                return await Question.AskAsync(question, token);
            }
        );
        return command;
    }

    private static async Task<int> AnswerCasesAsync(string path, CancellationToken cancellationToken)
    {
        if (path is not StandardInput && !System.IO.File.Exists(path))
        {
            throw CommandException.Misuse(
                $"there is no file `{path}`",
                "name a file of cases, or - for standard input"
            );
        }

        await using var input = path is StandardInput ? Console.OpenStandardInput() : System.IO.File.OpenRead(path);
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

    private static Option<string?> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    private static Option<string[]> Many(string name, string description, string shape) =>
        new(name) { Description = description, HelpName = shape };
}
