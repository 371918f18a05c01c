using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Permissions boundaries as conditions ask for them and as the API shows them.</summary>
/// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html" />
internal static class PermissionsBoundaries
{
    /// <summary>A requirement with a boundary (<c>iam:PermissionsBoundary</c>); without one as it was.</summary>
    public static Requirement WithBoundary(this Requirement requirement, string? boundary) =>
        requirement.With("iam:PermissionsBoundary", boundary);

    /// <summary>The boundary of a role or user; null when there is none.</summary>
    public static AttachedPermissionsBoundary? Shape(IPrincipalRecord record) =>
        record.PermissionsBoundary is { } arn
            ? new AttachedPermissionsBoundary { PermissionsBoundaryType = "Policy", PermissionsBoundaryArn = arn }
            : null;
}
