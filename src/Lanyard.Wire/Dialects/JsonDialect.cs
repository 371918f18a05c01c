using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Dialects;

/// <summary>AWS JSON: one path, the operation in <c>X-Amz-Target</c>, errors with their code in <c>__type</c>.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html" />
public abstract class JsonDialect : ServiceDialect
{
    /// <summary>JSON 1.0, in nobody's own words.</summary>
    public static JsonDialect Json10 { get; } = new Plain("application/x-amz-json-1.0");

    /// <summary>JSON 1.1, in nobody's own words.</summary>
    public static JsonDialect Json11 { get; } = new Plain("application/x-amz-json-1.1");

    /// <inheritdoc />
    /// <value>JSON 1.1, which all have that have words of their own.</value>
    public override string ContentType => "application/x-amz-json-1.1";

    /// <inheritdoc />
    public override bool Shows(ServiceModel service, WireRequest request) =>
        RequestMarks.Target(request) is { Prefix: var prefix } && prefix == service.TargetPrefix;

    /// <inheritdoc />
    public override CalledName NameIn(ServiceModel service, WireRequest request) =>
        RequestMarks.Target(request) switch
        {
            null => new(null, IsAddressed: false),
            var (prefix, name) when prefix == service.TargetPrefix => new(name, IsAddressed: true),
            _ => new(request.Headers[RequestMarks.TargetHeader], IsAddressed: false),
        };

    /// <inheritdoc />
    public override AwsException Denied(string sentence) => new("AccessDeniedException", sentence);

    /// <inheritdoc />
    public override AwsException Unknown(ServiceModel service, WireRequest request) =>
        new("UnknownOperationException", "");

    /// <inheritdoc />
    public override AwsException Unproved(SignatureFault fault, SignatureFaultDetails details) =>
        FrontDoorSignatureErrors.ForJson(fault, details);

    /// <inheritdoc />
    public override AwsException Read(WireResponse response) => JsonErrors.Read(response);

    /// <inheritdoc />
    protected override ReadOnlyMemory<byte> WriteError(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path
    ) => JsonErrors.Write(error, withType: true);

    private sealed class Plain(string contentType) : JsonDialect
    {
        public override string ContentType => contentType;
    }
}
