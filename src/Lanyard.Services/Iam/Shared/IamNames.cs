using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.Iam.Shared;

/// <summary>How IAM's users, roles and policies are named.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html" />
internal static class IamNames
{
    /// <summary>The path of what is given none.</summary>
    public const string RootPath = "/";

    /// <summary>The ARN of a user, role or policy in the caller's account.</summary>
    /// <param name="kind"><c>user</c>, <c>role</c> or <c>policy</c>.</param>
    /// <param name="path">The path with a slash at both ends; null for <c>/</c>.</param>
    public static string ArnOf(Call call, string kind, string? path, string name) =>
        Arn.Global(Partitions.OfRegion(call.Region), "iam", call.Account.ToString(), $"{kind}{path ?? RootPath}{name}")
            .ToString();

    /// <summary>The path and name within the ARN of a managed policy.</summary>
    public static (string Path, string Name) Split(Arn policy)
    {
        var text = policy.Resource["policy".Length..];
        var slash = text.LastIndexOf('/');
        return (text[..(slash + 1)], text[(slash + 1)..]);
    }

    /// <summary>Whether an ARN is a managed policy's.</summary>
    public static bool IsPolicy(Arn arn) =>
        arn.Service == "iam" && arn.Resource.StartsWith("policy/", StringComparison.Ordinal);

    /// <summary>Whether a name is taken by another: names keep their case, and differ by more than case.</summary>
    public static bool AreSame(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
