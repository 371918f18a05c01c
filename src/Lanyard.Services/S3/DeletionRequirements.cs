using Lanyard.Access.Admission;

namespace Lanyard.Services.S3;

/// <summary>What deleting an object needs leave for; a version, and getting round governance, have actions of their own.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html" />
internal static class DeletionRequirements
{
    /// <summary>The requirements of one deletion.</summary>
    public static IReadOnlyList<Requirement> Of(Requirement delete, string? versionId, bool? bypassesGovernance)
    {
        var needed = string.IsNullOrEmpty(versionId) ? delete : delete with { Action = "s3:DeleteObjectVersion" };
        return bypassesGovernance == true
            ? [needed, delete with { Action = "s3:BypassGovernanceRetention" }]
            : [needed];
    }

    /// <summary>Whether that version is the object itself: buckets keep no others, and theirs is named <c>null</c>.</summary>
    public static bool IsCurrent(string? versionId) => versionId is null or "" or "null";
}
