using Lanyard.Access.Identity;
using Lanyard.Policy;

namespace Lanyard.Services.Sts;

/// <summary>What a call of <c>sts:AssumeRole</c> is about.</summary>
/// <param name="Arn">The role's ARN as the caller gives it.</param>
/// <param name="Role">The role whose trust policy decides; null when there is none with exactly this ARN.</param>
/// <param name="Tags">The tags that the session would have.</param>
internal sealed record AssumedRole(Arn Arn, RoleRecord? Role, SessionTags Tags);
