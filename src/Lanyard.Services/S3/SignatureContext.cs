using Lanyard.Access.Admission;
using Lanyard.Wire.Signing;

namespace Lanyard.Services.S3;

/// <summary>The condition values of every action of S3: how the request was signed, and whose the bucket is.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html" />
internal static class SignatureContext
{
    /// <summary>The condition values of a call.</summary>
    /// <param name="owner">The twelve digits of the bucket's owner; null stands for the caller's account.</param>
    public static IReadOnlyList<KeyValuePair<string, string[]>> Of(Call call, string? owner)
    {
        var context = new List<KeyValuePair<string, string[]>>
        {
            new("s3:ResourceAccount", [owner ?? call.Account.ToString()]),
        };
        // Nobody signs for anonymous callers; the task engine is a client that signs as SDKs do.
        if (call.Caller.AccessKeyId is null)
        {
            return context;
        }

        var isPresigned = call.Signature is { Kind: SignatureKind.Presigned };
        context.Add(new("s3:signatureversion", ["AWS4-HMAC-SHA256"]));
        context.Add(new("s3:authType", [isPresigned ? "REST-QUERY-STRING" : "REST-HEADER"]));
        if (isPresigned)
        {
            var age = Math.Max(0, (long)(call.Time - call.Signature!.SignedAt).TotalMilliseconds);
            context.Add(new("s3:signatureAge", [BucketObjects.Text(age)]));
        }

        if ((call.Signature?.PayloadHash ?? (isPresigned ? PayloadHashes.NotSigned : null)) is { } payload)
        {
            context.Add(new("s3:x-amz-content-sha256", [payload]));
        }

        return context;
    }
}
