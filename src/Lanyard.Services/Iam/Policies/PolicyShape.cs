using System.Security.Cryptography;
using System.Text;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Managed policies as the API shows them; documents are URL-encoded.</summary>
internal static class PolicyShape
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

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

    /// <summary>The one version of a policy.</summary>
    /// <param name="own">The account's own policy; null for AWS's.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>: there is neither.</exception>
    public static PolicyVersion VersionOf(NamedPolicy policy, PolicyRecord? own) =>
        own is not null ? VersionOf(ManagedPolicies.Version, own.CreatedAt, own.Document)
        : policy.Aws is { } aws ? VersionOf(aws.VersionId, aws.UpdatedAt, aws.Document)
        : throw IamErrors.NoSuchPolicy(policy.Own.Key);

    private static PolicyVersion VersionOf(string id, DateTimeOffset createdAt, string document) =>
        new()
        {
            VersionId = id,
            IsDefaultVersion = true,
            CreateDate = createdAt,
            Document = Uri.EscapeDataString(document),
        };

    // AWS's own unique ids are not published; one that never changes serves as well.
    private static string IdOf(string arn)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(arn));
        return $"ANPA{string.Concat(hash[..17].Select(value => Base32[value % Base32.Length]))}";
    }
}
