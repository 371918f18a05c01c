using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Users, roles and policies as the API shows them; documents are URL-encoded.</summary>
internal static class IamShape
{
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
            Tags = TagsOf(role.Tags),
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
            Tags = TagsOf(user.Tags),
        };

    /// <summary>A customer managed policy.</summary>
    public static ManagedPolicy Of(PolicyRecord policy, int attachments) =>
        new()
        {
            PolicyName = policy.Name,
            PolicyId = policy.Id,
            Arn = policy.Arn,
            Path = policy.Path,
            DefaultVersionId = "v1",
            AttachmentCount = attachments,
            PermissionsBoundaryUsageCount = 0,
            IsAttachable = true,
            Description = policy.Description,
            CreateDate = policy.CreatedAt,
            UpdateDate = policy.CreatedAt,
        };

    /// <summary>Tags as stored.</summary>
    public static ImmutableSortedDictionary<string, string> TagsOf(IReadOnlyList<Tag>? tags) =>
        (tags ?? []).ToImmutableSortedDictionary(tag => tag.Key ?? "", tag => tag.Value ?? "", StringComparer.Ordinal);

    private static List<Tag>? TagsOf(ImmutableSortedDictionary<string, string> tags) =>
        tags.IsEmpty ? null : [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    private static AttachedPermissionsBoundary? BoundaryOf(IPrincipalRecord record) =>
        record.PermissionsBoundary is { } arn
            ? new AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn }
            : null;
}
