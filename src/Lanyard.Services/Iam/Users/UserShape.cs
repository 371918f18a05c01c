using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Users as the API shows them.</summary>
internal static class UserShape
{
    /// <summary>A user.</summary>
    public static User Of(UserRecord user) =>
        new()
        {
            Path = user.Path,
            UserName = user.Name,
            UserId = user.Id,
            Arn = user.Arn,
            CreateDate = user.CreatedAt,
            PermissionsBoundary = PermissionsBoundaries.Shape(user),
            Tags = IamTags.Shape(user.Tags),
        };

    /// <summary>A user in a list, where boundary and tags are left out.</summary>
    public static User Listed(UserRecord user) => Of(user) with { PermissionsBoundary = null, Tags = null };
}
