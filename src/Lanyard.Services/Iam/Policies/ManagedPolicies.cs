using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Policies;

/// <summary>The managed policies that an account sees: its own and AWS's.</summary>
internal sealed class ManagedPolicies(Records records, IdentityDirectory identities)
{
    /// <summary>The only version of the account's own policies: they are replaced, not versioned.</summary>
    public const string Version = "v1";

    private const string AwsAccount = "aws";
    private const string ServiceRolePath = "/aws-service-role/";

    /// <summary>The policies of the caller's own account.</summary>
    public IEnumerable<PolicyRecord> Own(Call call) => OfAccount(identities.Policies.All, call);

    /// <summary>Finds the policy that an ARN names; another account's is as none.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is no ARN of a policy.</exception>
    public NamedPolicy Find(Call call, string arn)
    {
        var parsed = Parse(arn);
        var own = identities.Policies.At(arn);
        return new NamedPolicy(
            parsed,
            own.Record is { } record && !IsOf(record, call) ? new Found<PolicyRecord>(arn, null) : own,
            AwsManagedPolicies.Find(arn)
        );
    }

    /// <summary>An action on a policy. IAM prints those it was given by ARN as <c>policy ARN</c>.</summary>
    public static Requirement On(string action, NamedPolicy policy) =>
        new(action, policy.Own.Key)
        {
            ResourceAccount = AccountId.TryParse(policy.Arn.Account, out var owner) ? owner : null,
            Context = IamTags.OfResource(policy.Own.Record?.Tags),
            ShownResource = $"policy {policy.Own.Key}",
        };

    /// <summary>The account's policy that was found, as it is now; null when it is gone or is none of the account's.</summary>
    public PolicyRecord? Current(NamedPolicy policy) => identities.Policies.Current(policy.Own);

    /// <summary>The account's policy that was found, for what AWS lets nobody do to its own.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is AWS's, or there is none any more.</exception>
    public PolicyRecord CurrentOwn(NamedPolicy policy)
    {
        RefuseAws(policy);
        return Current(policy) ?? throw IamErrors.NoSuchPolicy(policy.Own.Key);
    }

    /// <summary>Adds a policy whose name no other of the account has, whatever case or path.</summary>
    public ValueTask<PolicyRecord> AddAsync(Call call, PolicyRecord policy, CancellationToken cancellationToken) =>
        records.ChangeAccountAsync(
            call,
            changes =>
            {
                var known = OfAccount(changes.List(identities.Policies, ""), call);
                if (
                    changes.Find(identities.Policies, policy.Key) is not null
                    || known.Any(other => IamNames.AreSame(other.Name, policy.Name))
                )
                {
                    throw IamErrors.PolicyExists(policy.Name);
                }

                changes.Put(identities.Policies, policy);
                return policy;
            },
            cancellationToken
        );

    /// <summary>Changes the policy that was found.</summary>
    /// <inheritdoc cref="CurrentOwn" path="/exception" />
    public async ValueTask ChangeAsync(
        NamedPolicy policy,
        Func<PolicyRecord, PolicyRecord> change,
        CancellationToken cancellationToken
    )
    {
        RefuseAws(policy);
        await identities.Policies.ChangeAsync(
            policy.Own,
            change,
            () => IamErrors.NoSuchPolicy(policy.Own.Key),
            cancellationToken
        );
    }

    /// <summary>Removes the policy that was found, while nothing refers to it.</summary>
    /// <inheritdoc cref="CurrentOwn" path="/exception" />
    public async ValueTask RemoveAsync(Call call, NamedPolicy policy, CancellationToken cancellationToken)
    {
        RefuseAws(policy);
        await records.ChangeAccountAsync(
            call,
            changes =>
            {
                var own = changes.Current(identities.Policies, policy.Own);
                return own is null ? throw IamErrors.NoSuchPolicy(policy.Own.Key)
                    : PolicyUsage.In(changes, identities, call).IsUsed(own.Arn) ? throw IamErrors.StillAttached()
                    : changes.Remove(identities.Policies, own.Key);
            },
            cancellationToken
        );
    }

    /// <summary>Refuses to attach what is not there, or is for services alone.</summary>
    /// <param name="changes">The change that attaches it; it names the account's guard, so that the policy stays.</param>
    public void CheckAttachable(RecordChange changes, Call call, string arn)
    {
        if (IsForServices(IamNames.Split(Parse(arn)).Path))
        {
            throw IamErrors.ServiceRolePolicy();
        }

        if (!IsThere(changes, call, arn))
        {
            throw IamErrors.NotAttachable(arn);
        }
    }

    /// <summary>Refuses a boundary that is not there.</summary>
    /// <param name="changes">The change that sets it; it names the account's guard, so that the policy stays.</param>
    /// <param name="arn">The policy; null for no boundary.</param>
    public void CheckBoundary(RecordChange changes, Call call, string? arn)
    {
        if (arn is null)
        {
            return;
        }

        _ = Parse(arn);
        if (!IsThere(changes, call, arn))
        {
            throw IamErrors.BoundaryNotAttachable(arn);
        }
    }

    /// <summary>How often the policies of the account are in use.</summary>
    public PolicyUsage UsageIn(Call call) => PolicyUsage.In(identities, call);

    /// <summary>Whether the policies under a path are for service-linked roles alone.</summary>
    public static bool IsForServices(string path) => path.StartsWith(ServiceRolePath, StringComparison.Ordinal);

    private bool IsThere(RecordChange changes, Call call, string arn) =>
        (changes.Find(identities.Policies, arn) is { } own && IsOf(own, call))
        || AwsManagedPolicies.Find(arn) is not null;

    private static void RefuseAws(NamedPolicy policy)
    {
        if (policy.Arn.Account == AwsAccount)
        {
            throw IamErrors.PolicyOutsideAccount();
        }
    }

    private static Arn Parse(string arn) =>
        Arn.TryParse(arn, out var parsed) && IamNames.IsPolicy(parsed) ? parsed : throw IamErrors.BadArn();

    private static bool IsOf(PolicyRecord policy, Call call) => policy.Account == call.Account.ToString();

    private static IEnumerable<PolicyRecord> OfAccount(IEnumerable<PolicyRecord> policies, Call call) =>
        policies.Where(policy => IsOf(policy, call));
}
