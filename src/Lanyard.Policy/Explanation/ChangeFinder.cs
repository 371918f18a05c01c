using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Finds the smallest change that would let a refused request through.</summary>
/// <remarks>
/// An entry of a statement that lacks nothing else is widened when the difference has a name, and so is likely meant; what
/// is proposed is tried first. Otherwise a statement is added that allows the request and nothing more.
/// </remarks>
internal sealed class ChangeFinder(AuthorizationRequest request, LayerReview review, IReadOnlyList<StatementProbe> near)
{
    public SmallestChange Find(
        Decision decision,
        IReadOnlyList<PolicyLayer> blocking,
        IReadOnlyList<MatchedStatement> matched
    )
    {
        var change =
            decision.Outcome == DecisionOutcome.ExplicitDeny
                ? Narrow(decision, matched)
                : Relax(decision.Layer) ?? Add(decision.Layer);
        return change with { Advice = change.Advice + Others(decision.Layer, blocking) };
    }

    private SmallestChange Narrow(Decision decision, IReadOnlyList<MatchedStatement> matched)
    {
        var policy = decision.Policy!;
        var statement = policy.Document.Statements[decision.StatementIndex];
        var named = Wording.Statement(decision.Layer, policy, statement);
        var others = (matched.Count - 1) switch
        {
            <= 0 => "",
            1 => "; another statement denies it too",
            var more => $"; {more} other statements deny it too",
        };
        var advice = $"narrow {named}, so that it does not deny `{request.Action}` on `{request.Resource}`{others}";
        return new SmallestChange(decision.Layer, advice, null)
        {
            Kind = ChangeKind.NarrowStatement,
            Place = PlaceOf(policy, statement),
        };
    }

    /// <summary>The change of a statement that came near; null when no such change is enough.</summary>
    private SmallestChange? Relax(PolicyLayer layer)
    {
        // Where several policies must each allow, no change in one is enough; what AWS manages nobody changes.
        if (review.IsWithoutSessionPolicy(layer) || review.SilentGroups(layer) is not [var group])
        {
            return null;
        }

        foreach (var probe in near.Where(one => group.Contains(one.Statement.Policy) && !IsManagedByAws(one)))
        {
            if (Widen(layer, probe) is { } widened)
            {
                return widened;
            }

            if (probe.Differences is [{ IsOfVariables: true } variables])
            {
                return ReviewVariables(layer, probe, variables);
            }

            if (probe.IsConditionAlone)
            {
                var named = Wording.Statement(layer, probe.Statement.Policy, probe.Statement.Source);
                return new SmallestChange(layer, $"change the condition of {named}: {probe.Detail}", null)
                {
                    Kind = ChangeKind.ReviewCondition,
                    Place = PlaceOf(probe.Statement.Policy, probe.Statement.Source),
                };
            }
        }

        return null;
    }

    private static SmallestChange ReviewVariables(PolicyLayer layer, StatementProbe probe, Difference difference)
    {
        var (policy, source) = (probe.Statement.Policy, probe.Statement.Source);
        var advice = difference.IsOfVersion
            ? $"write `\"Version\": \"2012-10-17\"` in {Wording.Policy(layer, policy)}: {difference.Detail}"
            : $"compare the variables of {Wording.Statement(layer, policy, source)} with what is asked: {difference.Detail}";
        return new SmallestChange(layer, advice, null)
        {
            Kind = ChangeKind.ReviewVariables,
            Place = PlaceOf(policy, source),
        };
    }

    private SmallestChange? Widen(PolicyLayer layer, StatementProbe probe)
    {
        if (probe.Differences is not [{ Fix: { } fix } difference])
        {
            return null;
        }

        var source = new StatementSource(probe.Statement);
        if (
            source.Find(difference.Element, fix) is not { } change
            || source.With(change) is not { } widened
            || !review.IsMatch(widened)
        )
        {
            return null;
        }

        var policy = probe.Statement.Policy;
        var what = fix.KeepsEntry
            ? $"add `{change.To}` beside `{change.From}`"
            : $"change `{change.From}` to `{change.To}`";
        var where =
            $"in `{change.Path}` of {Wording.Policy(layer, policy)}, line {change.Line}, column {change.Column}";
        return new SmallestChange(layer, $"{what} {where}: {difference.Detail}", null)
        {
            Kind = ChangeKind.WidenElement,
            Place = PlaceOf(policy, probe.Statement.Source),
            Element = change,
        };
    }

    private SmallestChange Add(PolicyLayer layer)
    {
        if (review.IsWithoutSessionPolicy(layer))
        {
            var session =
                $"make the session with a session policy that allows `{request.Action}` on `{request.Resource}`";
            return new SmallestChange(layer, session, null) { Kind = ChangeKind.AddSessionPolicy };
        }

        var targets = review.SilentTargets(layer);
        var advice = layer switch
        {
            PolicyLayer.Trust => TrustAdvice(),
            PolicyLayer.Resource => $"add this statement to the policy of `{request.Resource}`",
            PolicyLayer.Boundary => $"add this statement to {Names(layer)}",
            PolicyLayer.Endpoint => $"add this statement to {Names(layer)}",
            PolicyLayer.ServiceControl =>
                $"add this statement to a {Wording.Layer(layer)} {SilentTargets(layer, "of")}",
            // Others that allow anything, Organizations does not take.
            PolicyLayer.ResourceControl => $"attach `RCPFullAWSAccess`, which says this, {SilentTargets(layer, "to")}",
            PolicyLayer.Session => "add this statement to the session policy given when the session was made",
            _ => $"add this statement to a policy of {Wording.Bearer(request.Principal)}",
        };
        return new SmallestChange(layer, advice, StatementText.ForLayer(request, layer)) { Targets = targets };
    }

    private string TrustAdvice()
    {
        var principal = request.Principal;
        var named = review
            .NamedAbout(PolicyLayer.Trust)
            .Select(name => $"`{name.Value}`")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var instead = named.Count == 0 ? "names nobody" : $"names {string.Join(", ", named)}";
        var who = principal.RoleArn ?? principal.Arn;
        return $"add the principal `{who}` to {Names(PolicyLayer.Trust)}, which {instead}";
    }

    private string SilentTargets(PolicyLayer layer, string preposition) =>
        string.Join(" and ", review.SilentTargets(layer).Select(target => $"{preposition} `{target}`"));

    private string Names(PolicyLayer layer) =>
        review.PoliciesOf(layer) is { Count: > 0 } policies
            ? string.Join(", ", policies.Select(policy => Wording.Policy(layer, policy)))
            : $"the {Wording.Layer(layer)}";

    private static StatementPlace PlaceOf(CompiledPolicy policy, PolicyStatement statement) =>
        new(policy.Name, statement.Index, statement.Sid, statement.Line, statement.Column);

    private static bool IsManagedByAws(StatementProbe probe) =>
        Arn.TryParse(probe.Statement.Policy.Name, out var arn) && arn.Account == "aws";

    private static string Others(PolicyLayer layer, IReadOnlyList<PolicyLayer> blocking)
    {
        var others = blocking.Where(other => other != layer).Select(Wording.Layer).ToList();
        return others.Count == 0 ? "" : $"; the {string.Join(" and the ", others)} must let it pass too";
    }
}
