using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Finds the smallest change that would let a refused request through.</summary>
internal sealed class ChangeFinder(AuthorizationRequest request, LayerReview review)
{
    public SmallestChange Find(Decision decision, IReadOnlyList<PolicyLayer> blocking) =>
        decision.Outcome == DecisionOutcome.ExplicitDeny ? Narrow(decision, blocking) : Add(decision.Layer, blocking);

    private SmallestChange Narrow(Decision decision, IReadOnlyList<PolicyLayer> blocking)
    {
        var policy = decision.Policy!;
        var statement = policy.Document.Statements[decision.StatementIndex];
        var named = Wording.Statement(decision.Layer, policy, statement);
        var advice = $"narrow {named}, so that it does not deny `{request.Action}` on `{request.Resource}`";
        return new SmallestChange(decision.Layer, advice + Others(decision.Layer, blocking), null);
    }

    private SmallestChange Add(PolicyLayer layer, IReadOnlyList<PolicyLayer> blocking)
    {
        if (layer == PolicyLayer.Identity && review.LacksSessionPolicy)
        {
            var session =
                $"make the session with a session policy that allows `{request.Action}` on `{request.Resource}`";
            return new SmallestChange(layer, session + Others(layer, blocking), null);
        }

        if (FindConditional(layer) is { } conditional)
        {
            var miss = conditional.ToNearMiss();
            var named = Wording.Statement(layer, conditional.Statement.Policy, conditional.Statement.Source);
            var change = $"change the condition of {named}: {miss.Detail}";
            return new SmallestChange(layer, change + Others(layer, blocking), null);
        }

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
        return new SmallestChange(layer, advice + Others(layer, blocking), StatementText.ForLayer(request, layer));
    }

    /// <summary>A statement about this principal, action and resource whose condition alone did not hold.</summary>
    private StatementProbe? FindConditional(PolicyLayer layer) =>
        review.Probe(layer, Effect.Allow).FirstOrDefault(probe => probe.Element is not null && probe.IsConditionAlone);

    private string TrustAdvice()
    {
        var principal = request.Principal;
        var named = review
            .Probe(PolicyLayer.Trust, Effect.Allow)
            .Where(probe => probe.IsActionCovered)
            .SelectMany(probe => probe.Statement.Source.Principals!.Names)
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

    private static string Others(PolicyLayer layer, IReadOnlyList<PolicyLayer> blocking)
    {
        var others = blocking.Where(other => other != layer).Select(Wording.Layer).ToList();
        return others.Count == 0 ? "" : $"; the {string.Join(" and the ", others)} must let it pass too";
    }
}
