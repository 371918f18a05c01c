using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>How much of the room that a session has for its policies and tags together they take.</summary>
/// <remarks>
/// AWS packs them into a binary form that it does not describe. Here a character of a policy counts as one of the plain
/// text that fits; what tags count is fitted to a size that AWS told: nine of 2 and 250 characters take 498 %.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html" />
/// <seealso href="https://github.com/aws-actions/configure-aws-credentials/issues/1898" />
internal static class PackedSize
{
    private const long PolicyRoom = 2048;
    private const long TagRoom = 461;
    private const int FrameOfTag = 3;

    /// <summary>The size in percent; null when there are neither policies nor tags.</summary>
    /// <param name="tags">Those that the caller hands on count as well.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>PackedPolicyTooLarge</c>: it is more than a hundred.</exception>
    /// <seealso href="https://github.com/aws/containers-roadmap/issues/2413" />
    public static int? Of(AssumeRoleInput input, SessionTags tags)
    {
        long ofPolicies = (input.Policy?.Length ?? 0) + (input.PolicyArns?.Sum(policy => policy.Arn!.Length) ?? 0);
        long ofTags = tags.All.Sum(tag => tag.Key.Length + tag.Value.Length + FrameOfTag);
        if (ofPolicies + ofTags == 0)
        {
            return null;
        }

        var hundredths = 100 * ((ofPolicies * TagRoom) + (ofTags * PolicyRoom));
        var percent = (int)Math.Ceiling(hundredths / (double)(PolicyRoom * TagRoom));
        return percent <= 100 ? percent
            : ofPolicies > 0 ? throw StsErrors.PackedPolicyTooLarge(percent)
            : throw StsErrors.PackedTagsTooLarge(percent);
    }
}
