using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Dialects;

/// <summary>REST with XML, as Amazon Route 53 speaks it: errors as those of Query, in an <c>ErrorResponse</c>.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html" />
public sealed class RestXmlDialect : RestDialect
{
    private RestXmlDialect() { }

    /// <summary>The only one.</summary>
    public static RestXmlDialect Instance { get; } = new();

    /// <inheritdoc />
    public override string ContentType => "text/xml";

    /// <inheritdoc />
    public override AwsException Denied(string sentence) => new("AccessDenied", sentence, 403);

    /// <inheritdoc />
    public override AwsException Unknown(ServiceModel service, WireRequest request) =>
        new("UnknownOperationException", "", 404);

    /// <inheritdoc />
    public override AwsException Unanswered(string sentence) => new("UnknownOperationException", sentence, 404);

    /// <inheritdoc />
    public override AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        new("ValidationError", ConstraintViolation.Sentence(violations));

    /// <inheritdoc />
    public override AwsException Unproved(SignatureFault fault, SignatureFaultDetails details) =>
        FrontDoorSignatureErrors.ForXml(fault, details);

    /// <inheritdoc />
    public override AwsException Read(WireResponse response) => XmlErrors.Read(response);

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> WriteError(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path
    ) => XmlErrors.WriteWrapped(error, requestId, service.XmlNamespace);
}
