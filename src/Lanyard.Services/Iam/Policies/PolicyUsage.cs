using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Policies;

/// <summary>How often each managed policy is attached, and is a boundary, in an account.</summary>
internal sealed class PolicyUsage
{
    private readonly Dictionary<string, int> _attachments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _boundaries = new(StringComparer.Ordinal);

    private PolicyUsage(IEnumerable<IPrincipalRecord> principals)
    {
        foreach (var record in principals)
        {
            foreach (var arn in record.AttachedPolicies)
            {
                _attachments[arn] = Attachments(arn) + 1;
            }

            if (record.PermissionsBoundary is { } boundary)
            {
                _boundaries[boundary] = Boundaries(boundary) + 1;
            }
        }
    }

    /// <summary>Counts the policies of all users and roles of the caller's account.</summary>
    public static PolicyUsage In(IdentityDirectory identities, Call call)
    {
        var prefix = IdentityDirectory.KeyOf(call.Account, "");
        return new PolicyUsage([.. identities.Users.List(prefix), .. identities.Roles.List(prefix)]);
    }

    /// <summary>Counts them as a change leaves them.</summary>
    public static PolicyUsage In(RecordChange changes, IdentityDirectory identities, Call call)
    {
        var prefix = IdentityDirectory.KeyOf(call.Account, "");
        return new PolicyUsage([.. changes.List(identities.Users, prefix), .. changes.List(identities.Roles, prefix)]);
    }

    /// <summary>How many users and roles have the policy attached.</summary>
    public int Attachments(string arn) => _attachments.GetValueOrDefault(arn);

    /// <summary>How many users and roles have the policy as boundary.</summary>
    public int Boundaries(string arn) => _boundaries.GetValueOrDefault(arn);

    /// <summary>Whether anything refers to the policy.</summary>
    public bool IsUsed(string arn) => Attachments(arn) + Boundaries(arn) > 0;
}
