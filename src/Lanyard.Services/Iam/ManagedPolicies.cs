using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Storage;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>The managed policies that an account sees: its own and AWS's.</summary>
/// <remarks>A policy is deleted and referred to by one call at a time, so that nothing refers to what is gone.</remarks>
internal sealed class ManagedPolicies(Records records, IdentityDirectory identities)
{
    /// <summary>The only version of the account's own policies: they are replaced, not versioned.</summary>
    public const string Version = "v1";

    private const string AwsAccount = "aws";
    private const string ServiceRolePath = "/aws-service-role/";

    private readonly Gate _references = new();

    /// <summary>The policies of the caller's own account.</summary>
    public IEnumerable<PolicyRecord> Own(Call call)
    {
        var account = call.Account.ToString();
        return identities.Policies.All.Where(policy => policy.Account == account);
    }

    /// <summary>Finds a policy of the caller's own account; null when there is none.</summary>
    public PolicyRecord? FindOwn(Call call, string arn) =>
        identities.Policies.Find(arn) is { } policy && policy.Account == call.Account.ToString() ? policy : null;

    /// <summary>The one version of a policy that the account sees; null when there is no such policy.</summary>
    public PolicyVersion? FindVersion(Call call, string arn) =>
        FindOwn(call, arn) is { } own ? IamShape.VersionOf(own)
        : AwsManagedPolicies.Find(arn) is { } aws ? IamShape.VersionOf(aws)
        : null;

    /// <summary>Adds a policy whose name no other of the account has, whatever case or path.</summary>
    public async ValueTask AddAsync(PolicyRecord policy, CancellationToken cancellationToken) =>
        await records.ChangeAsync(
            change =>
            {
                change.Guard(IdentityDirectory.GuardOf(AccountId.Parse(policy.Account)));
                if (change.List(identities.Policies, "").Any(other => HasNameOf(other, policy)))
                {
                    throw IamErrors.PolicyExists(policy.Name);
                }

                change.Put(identities.Policies, policy);
                return policy;
            },
            cancellationToken
        );

    /// <summary>Attaches a policy, while it cannot be deleted.</summary>
    public async ValueTask AttachAsync(
        Call call,
        string arn,
        Func<ValueTask> attach,
        CancellationToken cancellationToken
    )
    {
        var policy = Parse(arn);
        if (IsForServices(IamNames.Split(policy).Path))
        {
            throw IamErrors.ServiceRolePolicy();
        }

        await ReferAsync(call, arn, attach, IamErrors.NotAttachable, cancellationToken);
    }

    /// <summary>Makes a policy a boundary, while it cannot be deleted.</summary>
    /// <param name="arn">The policy; null for no boundary.</param>
    public async ValueTask BoundAsync(
        Call call,
        string? arn,
        Func<ValueTask> bound,
        CancellationToken cancellationToken
    )
    {
        if (arn is null)
        {
            await bound();
            return;
        }

        _ = Parse(arn);
        await ReferAsync(call, arn, bound, IamErrors.BoundaryNotAttachable, cancellationToken);
    }

    /// <summary>Removes a policy of the account that nothing refers to.</summary>
    public async ValueTask RemoveAsync(Call call, string arn, CancellationToken cancellationToken)
    {
        if (Parse(arn).Account == AwsAccount)
        {
            throw IamErrors.PolicyOutsideAccount();
        }

        using var visit = await _references.EnterAsync(cancellationToken);
        _ = FindOwn(call, arn) ?? throw IamErrors.NoSuchPolicy(arn);
        if (new PolicyUsage(identities, call).IsUsed(arn))
        {
            throw IamErrors.StillAttached();
        }

        await identities.Policies.RemoveAsync(arn, cancellationToken);
    }

    /// <summary>What a call needs about a managed policy.</summary>
    public Requirement On(Call call, string action, string arn)
    {
        var policy = Parse(arn);
        return new Requirement(action, arn)
        {
            ResourceAccount = AccountId.TryParse(policy.Account, out var owner) ? owner : null,
            Context = FindOwn(call, arn) is { } own ? [.. IamTags.OfResource(own.Tags)] : [],
            ShownResource = $"policy {arn}",
        };
    }

    /// <summary>How often the policies of the account are in use.</summary>
    public PolicyUsage UsageIn(Call call) => new(identities, call);

    /// <summary>Whether the policies under a path are for service-linked roles alone.</summary>
    public static bool IsForServices(string path) => path.StartsWith(ServiceRolePath, StringComparison.Ordinal);

    private static Arn Parse(string arn) =>
        Arn.TryParse(arn, out var parsed) && IamNames.IsPolicy(parsed) ? parsed : throw IamErrors.BadArn();

    private async ValueTask ReferAsync(
        Call call,
        string arn,
        Func<ValueTask> refer,
        Func<string, Wire.Errors.AwsException> missing,
        CancellationToken cancellationToken
    )
    {
        using var visit = await _references.EnterAsync(cancellationToken);
        _ = FindVersion(call, arn) ?? throw missing(arn);
        await refer();
    }

    private static bool HasNameOf(PolicyRecord other, PolicyRecord policy) =>
        other.Account == policy.Account && IamNames.AreSame(other.Name, policy.Name);
}
