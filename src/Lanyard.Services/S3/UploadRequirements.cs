using Lanyard.Access.Admission;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>What an upload needs leave for: the object, and each of the headers that have a permission of their own.</summary>
/// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html" />
internal static class UploadRequirements
{
    /// <summary>The requirements of an upload.</summary>
    /// <param name="put">The putting of the object as such, without the condition values of headers.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: the tags cannot be read.</exception>
    public static IReadOnlyList<Requirement> Of(Requirement put, PutObjectInput input, DateTimeOffset now)
    {
        var acl = Acl(input);
        var tags = Tags(input);
        var retention = Retention(input, now);
        var hold = Given(("s3:object-lock-legal-hold", input.ObjectLockLegalHoldStatus));
        var requirements = new List<Requirement>
        {
            With(put, "s3:PutObject", [.. Object(input), .. acl, .. tags, .. retention, .. hold]),
        };
        AddIf(input.ACL is not null || HasGrants(input), "s3:PutObjectAcl", acl);
        AddIf(input.Tagging is not null, "s3:PutObjectTagging", tags);
        AddIf(retention.Count > 0, "s3:PutObjectRetention", retention);
        AddIf(hold.Count > 0, "s3:PutObjectLegalHold", hold);
        return requirements;

        void AddIf(bool isAsked, string action, ConditionValues context)
        {
            if (isAsked)
            {
                requirements.Add(With(put, action, context));
            }
        }
    }

    private static bool HasGrants(PutObjectInput input) =>
        (input.GrantFullControl ?? input.GrantRead ?? input.GrantReadACP ?? input.GrantWriteACP) is not null;

    private static ConditionValues Object(PutObjectInput input) =>
        Given(
            ("s3:x-amz-server-side-encryption", input.ServerSideEncryption),
            ("s3:x-amz-server-side-encryption-aws-kms-key-id", input.SSEKMSKeyId),
            ("s3:x-amz-server-side-encryption-customer-algorithm", input.SSECustomerAlgorithm),
            ("s3:x-amz-storage-class", input.StorageClass),
            ("s3:x-amz-website-redirect-location", input.WebsiteRedirectLocation),
            ("s3:if-match", input.IfMatch),
            ("s3:if-none-match", input.IfNoneMatch)
        );

    private static ConditionValues Acl(PutObjectInput input) =>
        Given(
            ("s3:x-amz-acl", input.ACL),
            ("s3:x-amz-grant-full-control", input.GrantFullControl),
            ("s3:x-amz-grant-read", input.GrantRead),
            ("s3:x-amz-grant-read-acp", input.GrantReadACP),
            ("s3:x-amz-grant-write-acp", input.GrantWriteACP)
        );

    private static ConditionValues Retention(PutObjectInput input, DateTimeOffset now)
    {
        var until = input.ObjectLockRetainUntilDate?.ToUniversalTime();
        return Given(
            ("s3:object-lock-mode", input.ObjectLockMode),
            ("s3:object-lock-retain-until-date", until is { } instant ? Iso8601.Seconds(instant) : null),
            (
                "s3:object-lock-remaining-retention-days",
                until is { } end ? BucketObjects.Text((long)(end - now).TotalDays) : null
            )
        );
    }

    private static ConditionValues Tags(PutObjectInput input)
    {
        var tags = ObjectTags.Parse(input.Tagging);
        return tags.Count == 0
            ? []
            :
            [
                new("s3:RequestObjectTagKeys", [.. tags.Keys]),
                .. tags.Select(tag => KeyValuePair.Create($"s3:RequestObjectTag/{tag.Key}", new[] { tag.Value })),
            ];
    }

    private static ConditionValues Given(params ReadOnlySpan<(string Key, string? Value)> headers)
    {
        var context = ConditionValues.None;
        foreach (var (key, value) in headers)
        {
            context = context.With(key, value);
        }

        return context;
    }

    private static Requirement With(Requirement put, string action, ConditionValues context) =>
        put.With(context) with
        {
            Action = action,
        };
}
