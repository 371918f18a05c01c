using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Dialects;

/// <summary>
/// The ways of Amazon S3: buckets in the host or the path, bodies of any size, unsigned requests, bare errors in words of
/// its own.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
public sealed class S3Dialect : RestDialect
{
    private S3Dialect() { }

    /// <summary>The only one.</summary>
    public static S3Dialect Instance { get; } = new();

    /// <inheritdoc />
    public override string ContentType => "application/xml";

    /// <inheritdoc />
    public override BodyRule Bodies => BodyRule.Streamed;

    /// <inheritdoc />
    public override bool ServesStrangers => true;

    /// <inheritdoc />
    public override bool TellsStrangersWhy => false;

    /// <inheritdoc />
    public override SignatureRules Signing(ServiceModel service) => SignatureRules.S3;

    /// <inheritdoc />
    /// <remarks>Any path may be a bucket's, so whatever is not another protocol's is S3's.</remarks>
    public override bool Shows(ServiceModel service, WireRequest request) => !IsOfAnotherProtocol(request);

    /// <inheritdoc />
    public override string PathOf(WireRequest request) =>
        S3Address.BucketInHost(request) is { } bucket
            ? $"/{WireValue.Encode(bucket)}/{(request.Path.StartsWith('/') ? request.Path[1..] : request.Path)}"
            : $"/{request.Path.TrimStart('/')}";

    /// <inheritdoc />
    public override AwsException Denied(string sentence) => new("AccessDenied", sentence, 403);

    /// <inheritdoc />
    public override AwsException Unknown(ServiceModel service, WireRequest request) =>
        new("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
        {
            Details = [new("Method", request.Method), new("ResourceType", S3Address.Of(request).ResourceType)],
        };

    /// <inheritdoc />
    public override AwsException Unanswered(string sentence) => new("NotImplemented", sentence, 501);

    /// <inheritdoc />
    public override AwsException Unproved(SignatureFault fault, SignatureFaultDetails details) =>
        S3SignatureErrors.For(fault, details);

    /// <inheritdoc />
    public override AwsException Failed() =>
        new("InternalError", "We encountered an internal error. Please try again.", 500);

    /// <inheritdoc />
    /// <remarks>Beside the request's there is one that stands for the host, always the same for a request.</remarks>
    public override void AddRequestId(WireHeaders headers, string requestId)
    {
        headers["x-amz-request-id"] = requestId;
        headers["x-amz-id-2"] = HostId(requestId);
    }

    /// <inheritdoc />
    public override AwsException Read(WireResponse response) => XmlErrors.Read(response);

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> WriteError(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path
    ) => XmlErrors.WriteBare(error, requestId, HostId(requestId), path);

    private static string HostId(string requestId) =>
        Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(requestId)));
}
