using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Cli.Simulating;

/// <summary>Who asks, with what travels with the question.</summary>
/// <param name="Principal">A session of a role, or a service.</param>
/// <param name="Account">The account of the role; for a service the one that is asked.</param>
/// <param name="Policies">The policies of the role; a service has none.</param>
/// <param name="Context">The condition keys that say who asks.</param>
internal sealed record Asker(Principal Principal, AccountId Account, CallerPolicies Policies, ConditionValues Context)
{
    private const string SomeId = "AROAEXAMPLE";
    private const string SessionName = "simulated";

    /// <summary>The role's name; null for a service.</summary>
    public string? RoleName => Principal.RoleArn is { } arn ? Arn.NameOf(arn) : null;

    /// <summary>A session of a role.</summary>
    /// <param name="tags">The role's tags, which its sessions have.</param>
    public static Asker Role(Arn role, CallerPolicies policies, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var principal = Principal.RoleSession(role, SomeId, SessionName);
        var context = ConditionValues
            .None.With("aws:PrincipalArn", role.ToString())
            .With("aws:PrincipalAccount", role.Account)
            .With("aws:PrincipalType", "AssumedRole")
            .With("aws:PrincipalIsAWSService", "false")
            .With("aws:userid", principal.UserId);
        return new Asker(
            principal,
            AccountId.Parse(role.Account),
            policies,
            tags.Aggregate(context, (all, tag) => all.With($"aws:PrincipalTag/{tag.Key}", tag.Value))
        );
    }

    /// <summary>A service acting as itself, which has no policies: those of resources decide alone.</summary>
    public static Asker Service(string name, AccountId account) =>
        new(
            Principal.Service(name),
            account,
            CallerPolicies.None,
            ConditionValues.None.With("aws:PrincipalIsAWSService", "true").With("aws:PrincipalServiceName", name)
        );
}
