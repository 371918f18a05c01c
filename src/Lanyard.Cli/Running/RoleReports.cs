using Lanyard.Advice.Report;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Policy;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>Sums up what each role did, from the decisions and the role's policies as they are now.</summary>
internal static class RoleReports
{
    /// <summary>The reports of the roles that decisions are about, execution roles first.</summary>
    public static async Task<IReadOnlyList<RoleReport>> OfAsync(
        AwsClient client,
        IReadOnlyList<JudgedCall> calls,
        CancellationToken cancellationToken
    )
    {
        var reports = new List<RoleReport>();
        var byRole = calls
            .Select(call => (Call: call, Role: RoleOf(call.Decision)))
            .Where(item => item.Role is not null && item.Call.Decision.TaskRole is not null)
            .GroupBy(item => (item.Call.Decision.TaskRole, item.Role))
            .OrderBy(group => group.Key.TaskRole, StringComparer.Ordinal);
        foreach (var group in byRole)
        {
            var name = Arn.NameOf(group.Key.Role!);
            var own = group.Select(item => item.Call).ToList();
            reports.Add(await OfAsync(client, group.Key.TaskRole!, name, own, cancellationToken));
        }

        return reports;
    }

    private static async Task<RoleReport> OfAsync(
        AwsClient client,
        string taskRole,
        string name,
        List<JudgedCall> calls,
        CancellationToken cancellationToken
    )
    {
        var requirements = calls.SelectMany(call => call.Requirements).ToList();
        var allowed = UsesOf(
            requirements.Where(one => one.Judgement == Judgement.Allowed).Select(one => one.Requirement)
        );
        // Whatever a decision is worth, a grant that it rests on was used.
        var used = UsesOf(
            calls
                .SelectMany(call => call.Decision.Requirements ?? [])
                .Where(requirement => requirement.Outcome == "allow")
        );
        var grants = await GrantsAsync(client, name, cancellationToken);
        return new RoleReport(
            taskRole,
            name,
            allowed,
            [.. Once(requirements, Judgement.Refused).Select(one => one.Requirement)],
            UnusedGrants.Find(grants, [.. used.Select(item => item.Key)])
        )
        {
            Observed = [.. Once(requirements, Judgement.Observed).Select(one => one.Requirement)],
            Unknown = [.. Once(requirements, Judgement.Unknown)],
            NotAnswered =
            [
                .. calls.Where(call => !call.IsAnswered).Select(call => call.Name).Distinct(StringComparer.Ordinal),
            ],
        };
    }

    private static List<KeyValuePair<PermissionUse, int>> UsesOf(IEnumerable<DecisionRequirement> requirements) =>
        [
            .. requirements
                .GroupBy(requirement => new PermissionUse(
                    requirement.Action!,
                    requirement.Resource!,
                    requirement.Policy,
                    requirement.Statement
                ))
                .Select(group => new KeyValuePair<PermissionUse, int>(group.Key, group.Count())),
        ];

    private static IEnumerable<JudgedRequirement> Once(
        IEnumerable<JudgedRequirement> requirements,
        Judgement judgement
    ) =>
        requirements
            .Where(one => one.Judgement == judgement)
            .DistinctBy(one => (one.Requirement.Action, one.Requirement.Resource));

    // Assuming a role is asked by the service, about the role.
    private static string? RoleOf(DecisionEntry decision) =>
        decision.RoleArn
        ?? (decision is { CallerType: "Service", Requirements: [var first, ..] } ? first.Resource : null);

    private static async Task<IReadOnlyList<RoleGrant>> GrantsAsync(
        AwsClient client,
        string role,
        CancellationToken cancellationToken
    )
    {
        var grants = new List<RoleGrant>();
        try
        {
            var inline = await client.SendAsync(
                IamModel.ListRolePolicies,
                new ListRolePoliciesInput { RoleName = role },
                cancellationToken
            );
            foreach (var name in inline.PolicyNames ?? [])
            {
                var policy = await client.SendAsync(
                    IamModel.GetRolePolicy,
                    new GetRolePolicyInput { RoleName = role, PolicyName = name },
                    cancellationToken
                );
                grants.AddRange(UnusedGrants.GrantsOf(name, Uri.UnescapeDataString(policy.PolicyDocument!)));
            }

            var attached = await client.SendAsync(
                IamModel.ListAttachedRolePolicies,
                new ListAttachedRolePoliciesInput { RoleName = role },
                cancellationToken
            );
            foreach (var policy in attached.AttachedPolicies ?? [])
            {
                var document = await DocumentAsync(client, policy.PolicyArn!, cancellationToken);
                grants.AddRange(UnusedGrants.GrantsOf(policy.PolicyArn!, document));
            }
        }
        catch (AwsException error) when (error.Code == IamErrorCodes.NoSuchEntity)
        {
            // The role went away meanwhile, and its grants with it.
        }

        return grants;
    }

    private static async Task<string> DocumentAsync(
        AwsClient client,
        string policyArn,
        CancellationToken cancellationToken
    )
    {
        var shown = await client.SendAsync(
            IamModel.GetPolicy,
            new GetPolicyInput { PolicyArn = policyArn },
            cancellationToken
        );
        var input = new GetPolicyVersionInput { PolicyArn = policyArn, VersionId = shown.Policy!.DefaultVersionId };
        var version = await client.SendAsync(IamModel.GetPolicyVersion, input, cancellationToken);
        return Uri.UnescapeDataString(version.PolicyVersion!.Document!);
    }
}
