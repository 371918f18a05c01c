using System.Security.Cryptography;
using System.Text;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Users, roles and policies as the API shows them; documents are URL-encoded.</summary>
internal static class IamShape
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A role.</summary>
    public static Role Of(RoleRecord role) =>
        new()
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = role.Arn,
            CreateDate = role.CreatedAt,
            AssumeRolePolicyDocument = Uri.EscapeDataString(role.TrustPolicy),
            Description = role.Description,
            MaxSessionDuration = role.MaxSessionDurationSeconds,
            PermissionsBoundary = BoundaryOf(role),
            Tags = IamTags.Shape(role.Tags),
            RoleLastUsed = new RoleLastUsed(),
        };

    /// <summary>A user.</summary>
    public static User Of(UserRecord user) =>
        new()
        {
            Path = user.Path,
            UserName = user.Name,
            UserId = user.Id,
            Arn = user.Arn,
            CreateDate = user.CreatedAt,
            PermissionsBoundary = BoundaryOf(user),
            Tags = IamTags.Shape(user.Tags),
        };

    /// <summary>A role in a list, where boundary, tags and last use are left out.</summary>
    public static Role Listed(RoleRecord role) =>
        Of(role) with
        {
            PermissionsBoundary = null,
            Tags = null,
            RoleLastUsed = null,
        };

    /// <summary>A user in a list, where boundary and tags are left out.</summary>
    public static User Listed(UserRecord user) => Of(user) with { PermissionsBoundary = null, Tags = null };

    /// <summary>A customer managed policy.</summary>
    public static ManagedPolicy Of(PolicyRecord policy, PolicyUsage usage) =>
        new()
        {
            PolicyName = policy.Name,
            PolicyId = policy.Id,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = ManagedPolicies.Version,
            AttachmentCount = usage.Attachments(policy.Arn),
            PermissionsBoundaryUsageCount = usage.Boundaries(policy.Arn),
            IsAttachable = true,
            Description = policy.Description,
            CreateDate = policy.CreatedAt,
            UpdateDate = policy.CreatedAt,
            Tags = IamTags.Shape(policy.Tags),
        };

    /// <summary>A policy of the account in a list, where description and tags are left out.</summary>
    public static ManagedPolicy Listed(PolicyRecord policy, PolicyUsage usage) =>
        Of(policy, usage) with
        {
            Description = null,
            Tags = null,
        };

    /// <summary>A policy of AWS.</summary>
    public static ManagedPolicy Of(AwsManagedPolicy policy, PolicyUsage usage)
    {
        var arn = policy.Arn;
        var (path, name) = IamNames.Split(Arn.Parse(arn));
        return new()
        {
            PolicyName = name,
            PolicyId = IdOf(arn),
            Arn = arn,
            Path = path,
            DefaultVersionId = policy.VersionId,
            AttachmentCount = usage.Attachments(arn),
            PermissionsBoundaryUsageCount = usage.Boundaries(arn),
            IsAttachable = !ManagedPolicies.IsForServices(path),
            CreateDate = policy.CreatedAt,
            UpdateDate = policy.UpdatedAt,
        };
    }

    /// <summary>The version of a policy of the account.</summary>
    public static PolicyVersion VersionOf(PolicyRecord policy) =>
        VersionOf(ManagedPolicies.Version, policy.CreatedAt, policy.Document);

    /// <summary>The version of a policy of AWS.</summary>
    public static PolicyVersion VersionOf(AwsManagedPolicy policy) =>
        VersionOf(policy.VersionId, policy.UpdatedAt, policy.Document);

    private static PolicyVersion VersionOf(string id, DateTimeOffset createdAt, string document) =>
        new()
        {
            VersionId = id,
            IsDefaultVersion = true,
            CreateDate = createdAt,
            Document = Uri.EscapeDataString(document),
        };

    private static AttachedPermissionsBoundary? BoundaryOf(IPrincipalRecord record) =>
        record.PermissionsBoundary is { } arn
            ? new AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn }
            : null;

    // AWS's own unique ids are not published; one that never changes serves as well.
    private static string IdOf(string arn)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(arn));
        return $"ANPA{string.Concat(hash[..17].Select(value => Base32[value % Base32.Length]))}";
    }
}
