using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Dialects;

/// <summary>REST with JSON, as AWS Lambda speaks it: the code of an error stands in <c>x-amzn-ErrorType</c>.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html" />
public sealed class RestJsonDialect : RestDialect
{
    private const int Forbidden = 403;

    private RestJsonDialect() { }

    /// <summary>The only one.</summary>
    public static RestJsonDialect Instance { get; } = new();

    /// <inheritdoc />
    public override string ContentType => "application/json";

    /// <inheritdoc />
    public override AwsException Denied(string sentence) => new("AccessDeniedException", sentence, Forbidden);

    /// <inheritdoc />
    public override AwsException Unknown(ServiceModel service, WireRequest request) =>
        new("UnknownOperationException", "", 404);

    /// <inheritdoc />
    public override AwsException Unanswered(string sentence) => new("UnknownOperationException", sentence, 404);

    /// <inheritdoc />
    public override AwsException Unproved(SignatureFault fault, SignatureFaultDetails details) =>
        FrontDoorSignatureErrors.ForJson(fault, details, Forbidden);

    /// <inheritdoc />
    public override AwsException Read(WireResponse response) => JsonErrors.Read(response);

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> WriteError(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path
    ) => JsonErrors.Write(error, withType: false);

    /// <inheritdoc />
    protected override void AddErrorType(WireHeaders headers, AwsException error) =>
        headers["x-amzn-ErrorType"] = error.Code;
}
