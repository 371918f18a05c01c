using System.Globalization;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using Lanyard.Wire;

namespace Lanyard.Cli.Simulating;

/// <summary>One question to policies in files: may this role do this action on this resource, and why.</summary>
internal static class Question
{
    private const string DefaultAccount = "000000000000";
    private const string DefaultRegion = "us-east-1";
    private const string SomeRole = "arn:aws:iam::000000000000:role/role";
    private const string SomeId = "AROAEXAMPLE";
    private const string SessionName = "simulated";

    /// <summary>Answers a question on standard output.</summary>
    /// <returns>0 when it is allowed, 1 when it is not or depends on what is not known.</returns>
    /// <exception cref="CommandException">The question or a policy is faulty.</exception>
    public static async Task<int> AskAsync(QuestionOptions options, CancellationToken cancellationToken)
    {
        var (role, caller) = await CallerAsync(options, cancellationToken);
        var resourcePolicy = options.ResourcePolicy is { } path
            ? await PolicyFiles.ReadAsync(path, ResourcePolicy.KindFor(options.Action), cancellationToken)
            : null;
        var request = Request(options, role);
        var resource = new ResourcePolicy(
            resourcePolicy,
            ResourcePolicy.IsRequiredFor(options.Action, options.Resource)
        );
        if (options.UnknownKeys.Count > 0)
        {
            var partial = PartialEvaluator.Evaluate(request, caller, resource, options.UnknownKeys);
            if (partial.Outcome == PartialOutcome.Depends)
            {
                await AnswerText.WriteDependsAsync(Console.Out, request, partial.DependsOn, options.IsJson);
                return ExitCodes.Failed;
            }
        }

        var explanation = Explainer.Explain(request, caller, resource);
        await AnswerText.WriteAsync(Console.Out, request, explanation, options.IsJson);
        return explanation.Decision.IsAllowed ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<(Arn Role, CallerPolicies Policies)> CallerAsync(
        QuestionOptions options,
        CancellationToken cancellationToken
    )
    {
        var (role, declared) = await DeclaredAsync(options, cancellationToken);
        var identity = declared.Identity;
        foreach (var path in options.Policies)
        {
            identity = identity.Add(await PolicyFiles.ReadAsync(path, PolicyKind.Identity, cancellationToken));
        }

        var session = declared.Session;
        foreach (var path in options.SessionPolicies)
        {
            session = session.Add(await PolicyFiles.ReadAsync(path, PolicyKind.Session, cancellationToken));
        }

        var boundary = options.Boundary is { } file
            ? await PolicyFiles.ReadAsync(file, PolicyKind.Boundary, cancellationToken)
            : declared.Boundary;
        return (role, declared with { Identity = identity, Session = session, Boundary = boundary });
    }

    private static async Task<(Arn Role, CallerPolicies Policies)> DeclaredAsync(
        QuestionOptions options,
        CancellationToken cancellationToken
    )
    {
        if (options.Templates.Count == 0)
        {
            var text = options.Role ?? SomeRole;
            var arn = text.StartsWith("arn:", StringComparison.Ordinal)
                ? text
                : $"arn:aws:iam::{DefaultAccount}:role/{text}";
            return Arn.TryParse(arn, out var role) && AccountId.TryParse(role.Account, out _)
                ? (role, new CallerPolicies())
                : throw CommandException.Misuse(
                    $"`{text}` is no role's name or ARN",
                    "write it as arn:aws:iam::111122223333:role/name"
                );
        }

        var stacks = new List<StackPlan>();
        foreach (var path in options.Templates)
        {
            stacks.Add(
                await StackPlan.ReadAsync(
                    path,
                    options.Parameters,
                    DefaultAccount,
                    DefaultRegion,
                    options.Templates.Count == 1,
                    cancellationToken
                )
            );
        }

        return new TemplateRoles(stacks).Find(
            options.Role
                ?? throw CommandException.Misuse("the question does not say who asks", "name a role with --role")
        );
    }

    private static AuthorizationRequest Request(QuestionOptions options, Arn role)
    {
        var principal = Principal.RoleSession(role, SomeId, SessionName);
        var owner = OwnerOf(options);
        var context = new RequestContext()
            .Set("aws:PrincipalArn", role.ToString())
            .Set("aws:PrincipalAccount", role.Account)
            .Set("aws:PrincipalType", "AssumedRole")
            .Set("aws:userid", principal.UserId)
            .Set("aws:ResourceAccount", owner?.ToString() ?? role.Account)
            .Set("aws:RequestedRegion", DefaultRegion)
            .Set("aws:SecureTransport", "true")
            .Set("aws:ViaAWSService", "false");
        var now = TimeProvider.System.GetUtcNow();
        context.Set("aws:CurrentTime", Iso8601.Seconds(now));
        context.Set("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        foreach (var (key, values) in options.Context)
        {
            context.Set(key, [.. values]);
        }

        return new AuthorizationRequest
        {
            Principal = principal,
            Action = options.Action,
            Resource = options.Resource,
            ResourceAccount = owner,
            Context = context,
        };
    }

    private static AccountId? OwnerOf(QuestionOptions options)
    {
        if (options.ResourceAccount is { } given)
        {
            return AccountId.TryParse(given, out var account)
                ? account
                : throw CommandException.Misuse($"`{given}` is no account", "give its 12 digits");
        }

        return Arn.TryParse(options.Resource, out var arn) && AccountId.TryParse(arn.Account, out var owner)
            ? owner
            : null;
    }
}
