using Lanyard.Access.Admission;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Signing;

namespace Lanyard.Services.S3;

/// <summary>The condition values of every action of S3: how the request was signed, and whose the bucket is.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html" />
internal static class SignatureContext
{
    /// <summary>The condition values of a call.</summary>
    /// <param name="owner">The twelve digits of the bucket's owner; null stands for the caller's account.</param>
    public static ConditionValues Of(Call call, string? owner)
    {
        var context = ConditionValues.None.With("s3:ResourceAccount", owner ?? call.Account.ToString());
        // Nobody signs for anonymous callers; the task engine is a client that signs as SDKs do.
        if (call.Caller.AccessKeyId is null)
        {
            return context;
        }

        var isPresigned = call.Signature is { Kind: SignatureKind.Presigned };
        return context
            .With("s3:signatureversion", "AWS4-HMAC-SHA256")
            .With("s3:authType", isPresigned ? "REST-QUERY-STRING" : "REST-HEADER")
            .With("s3:signatureAge", isPresigned ? AgeOf(call, call.Signature!) : null)
            .With(
                "s3:x-amz-content-sha256",
                call.Signature?.PayloadHash ?? (isPresigned ? PayloadHashes.NotSigned : null)
            );
    }

    private static string AgeOf(Call call, PresentedSignature signature) =>
        BucketObjects.Text(Math.Max(0, (long)(call.Time - signature.SignedAt).TotalMilliseconds));
}
