using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Roles as the API shows them; documents are URL-encoded.</summary>
internal static class RoleShape
{
    /// <summary>A role.</summary>
    public static Role Of(RoleRecord role) =>
        Created(role) with
        {
            MaxSessionDuration = role.MaxSessionDurationSeconds,
            RoleLastUsed = new RoleLastUsed(),
        };

    /// <summary>A role that was just made, which says nothing yet of its sessions.</summary>
    public static Role Created(RoleRecord role) =>
        new()
        {
            Path = role.Path,
            RoleName = role.Name,
            RoleId = role.Id,
            Arn = role.Arn,
            CreateDate = role.CreatedAt,
            AssumeRolePolicyDocument = Uri.EscapeDataString(role.TrustPolicy),
            Description = role.Description,
            PermissionsBoundary = PermissionsBoundaries.Shape(role),
            Tags = IamTags.Shape(role.Tags),
        };

    /// <summary>A role in a list, where boundary, tags and last use are left out.</summary>
    public static Role Listed(RoleRecord role) =>
        Of(role) with
        {
            PermissionsBoundary = null,
            Tags = null,
            RoleLastUsed = null,
        };
}
