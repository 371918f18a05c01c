using System.Globalization;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using Lanyard.Wire;

namespace Lanyard.Cli.Simulating;

/// <summary>One question to policies in files: may this role or service do this action on this resource, and why.</summary>
internal static class Question
{
    private const string DefaultAccount = "000000000000";
    private const string DefaultRegion = "us-east-1";
    private const string SomeRole = "role";
    private const string RegionKey = "aws:RequestedRegion";

    /// <summary>Answers a question on standard output.</summary>
    /// <returns>0 when it is allowed, 1 when it is not, is not known, or depends on what is not known.</returns>
    /// <exception cref="CommandException">The question or a policy is faulty.</exception>
    public static async Task<int> AskAsync(QuestionOptions options, CancellationToken cancellationToken)
    {
        var stacks = await StacksAsync(options, cancellationToken);
        var asker = await WithFilesAsync(AskerOf(options, stacks), options, cancellationToken);
        var declared = new TemplateResources(stacks);
        var request = Request(options, asker, declared);
        var policy = options.ResourcePolicy is { } path
            ? await PolicyFiles.ReadAsync(path, ResourcePolicy.KindFor(options.Action), cancellationToken)
            : declared.PolicyOf(request.Action, request.Resource);
        var resource = new ResourcePolicy(policy, ResourcePolicy.IsRequiredFor(request.Action, request.Resource));
        if (options.UnknownKeys.Count > 0)
        {
            var partial = PartialEvaluator.Evaluate(request, asker.Policies, resource, options.UnknownKeys);
            if (partial.Outcome == PartialOutcome.Depends)
            {
                await AnswerText.WriteDependsAsync(Console.Out, request, partial.DependsOn, options.IsJson);
                return ExitCodes.Failed;
            }
        }

        var explanation = Explainer.Explain(request, asker.Policies, resource);
        // Nothing that is left out takes a denial back.
        if (
            explanation.Decision.Outcome != DecisionOutcome.ExplicitDeny
            && declared.LeftOutOf(asker.RoleName, request.Action, request.Resource) is { } leftOut
            && !(leftOut.IsOfResource && options.ResourcePolicy is not null)
        )
        {
            await AnswerText.WriteUnknownAsync(Console.Out, request, explanation, leftOut, options.IsJson);
            return ExitCodes.Failed;
        }

        await AnswerText.WriteAsync(Console.Out, request, explanation, options.IsJson);
        return explanation.Decision.IsAllowed ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<StackPlan>> StacksAsync(
        QuestionOptions options,
        CancellationToken cancellationToken
    )
    {
        var stacks = new List<StackPlan>();
        foreach (var path in options.Templates)
        {
            stacks.Add(
                await StackPlan.ReadAsync(
                    path,
                    options.Parameters,
                    DefaultAccount,
                    RegionOf(options),
                    options.Templates.Count == 1,
                    cancellationToken
                )
            );
        }

        return stacks;
    }

    private static Asker AskerOf(QuestionOptions options, IReadOnlyList<StackPlan> stacks)
    {
        // A role may have such a name too, but whoever means it can give its ARN.
        if (options.Role is { } name && Principal.IsServiceName(name))
        {
            return options is { Policies.Count: 0, SessionPolicies.Count: 0, Boundary: null }
                ? Asker.Service(name, OwnerOf(options) ?? AccountId.Parse(DefaultAccount))
                : throw CommandException.Misuse(
                    $"`{name}` is a service, which has no policies of its own",
                    "give the policy of the resource with --resource-policy, or the ARN of a role with --role"
                );
        }

        if (stacks.Count > 0)
        {
            return new TemplateRoles(stacks).Find(
                options.Role
                    ?? throw CommandException.Misuse("the question does not say who asks", "name a role with --role")
            );
        }

        var text = options.Role ?? SomeRole;
        var arn = text.StartsWith("arn:", StringComparison.Ordinal)
            ? text
            : Arn.Global(Partitions.OfRegion(RegionOf(options)), "iam", DefaultAccount, $"role/{text}").ToString();
        return Arn.TryParse(arn, out var role) && AccountId.TryParse(role.Account, out _)
            ? Asker.Role(role, CallerPolicies.None, [])
            : throw CommandException.Misuse(
                $"`{text}` is no role's name or ARN",
                "write it as arn:aws:iam::111122223333:role/name"
            );
    }

    private static async Task<Asker> WithFilesAsync(
        Asker asker,
        QuestionOptions options,
        CancellationToken cancellationToken
    )
    {
        var policies = asker.Policies;
        foreach (var path in options.Policies)
        {
            var policy = await PolicyFiles.ReadAsync(path, PolicyKind.Identity, cancellationToken);
            policies = policies with { Identity = policies.Identity.Add(policy) };
        }

        foreach (var path in options.SessionPolicies)
        {
            var policy = await PolicyFiles.ReadAsync(path, PolicyKind.Session, cancellationToken);
            policies = policies with { Session = policies.Session.Add(policy) };
        }

        if (options.Boundary is { } file)
        {
            var boundary = await PolicyFiles.ReadAsync(file, PolicyKind.Boundary, cancellationToken);
            policies = policies with { Boundary = boundary };
        }

        return asker with
        {
            Policies = policies,
        };
    }

    private static AuthorizationRequest Request(QuestionOptions options, Asker asker, TemplateResources declared)
    {
        var owner = OwnerOf(options);
        var now = TimeProvider.System.GetUtcNow();
        var context = new RequestContext();
        asker
            .Context.With("aws:ResourceAccount", (owner ?? asker.Account).ToString())
            .With(RegionKey, RegionOf(options))
            .With("aws:SecureTransport", "true")
            .With("aws:ViaAWSService", "false")
            .With("aws:CurrentTime", Iso8601.Seconds(now))
            .With("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Concat(declared.TagsOf(options.Resource))
            .Concat(options.Context.Select(one => KeyValuePair.Create(one.Key, one.Value.ToArray())))
            .AddTo(context);
        return new AuthorizationRequest
        {
            Principal = asker.Principal,
            Action = ActionSpelling.Of(options.Action),
            Resource = options.Resource,
            ResourceAccount = owner,
            Context = context,
        };
    }

    // Where it is asked says what the roles and resources of templates are, too: their region, and so their partition.
    private static string RegionOf(QuestionOptions options) =>
        options
            .Context.LastOrDefault(one => string.Equals(one.Key, RegionKey, StringComparison.OrdinalIgnoreCase))
            .Value?[^1]
        ?? DefaultRegion;

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
