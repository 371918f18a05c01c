using Lanyard.Access.Identity;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Managed policies as the API shows them, AWS's own and customers'.</summary>
internal static class ManagedPolicies
{
    /// <summary>Finds a policy; null when there is none.</summary>
    public static ManagedPolicy? Find(IdentityDirectory identities, string arn)
    {
        if (identities.Policies.Find(arn) is { } policy)
        {
            return IamShape.Of(policy, Attachments(identities, arn));
        }

        return identities.FindManagedPolicy(arn) is null
            ? null
            : new ManagedPolicy
            {
                PolicyName = arn[(arn.LastIndexOf('/') + 1)..],
                Arn = arn,
                Path = PolicyPath.Of(arn),
                DefaultVersionId = "v1",
                AttachmentCount = Attachments(identities, arn),
                IsAttachable = true,
            };
    }

    /// <summary>The one version of a policy, its document URL-encoded.</summary>
    public static PolicyVersion VersionOf(IdentityDirectory identities, ManagedPolicy policy) =>
        new()
        {
            Document = Uri.EscapeDataString(identities.FindManagedPolicy(policy.Arn!) ?? ""),
            VersionId = policy.DefaultVersionId,
            IsDefaultVersion = true,
            CreateDate = policy.CreateDate,
        };

    /// <summary>How many users and roles have a policy attached.</summary>
    public static int Attachments(IdentityDirectory identities, string arn) =>
        identities.Users.All.Count(user => user.AttachedPolicies.Contains(arn, StringComparer.Ordinal))
        + identities.Roles.All.Count(role => role.AttachedPolicies.Contains(arn, StringComparer.Ordinal));
}
