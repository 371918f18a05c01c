using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Dialects;

/// <summary>AWS Query (IAM, STS): a form with <c>Action</c> and <c>Version</c>, answers and errors in XML.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html" />
public sealed class QueryDialect : ServiceDialect
{
    private QueryDialect() { }

    /// <summary>The only one.</summary>
    public static QueryDialect Instance { get; } = new();

    /// <inheritdoc />
    public override string ContentType => "text/xml";

    /// <inheritdoc />
    public override bool Shows(ServiceModel service, WireRequest request) =>
        ReadAction(request) is ({ } action, { } version)
        && version == service.ApiVersion
        && service.OperationNames.Contains(action, StringComparer.Ordinal);

    /// <inheritdoc />
    public override CalledName NameIn(ServiceModel service, WireRequest request)
    {
        var (action, version) = ReadAction(request);
        return new(action, version == service.ApiVersion);
    }

    /// <inheritdoc />
    public override AwsException Denied(string sentence) => new("AccessDenied", sentence, 403);

    /// <inheritdoc />
    public override AwsException Unknown(ServiceModel service, WireRequest request)
    {
        var (action, version) = ReadAction(request);
        return new(
            "InvalidAction",
            $"Could not find operation {action ?? "null"} for version {version ?? Unversioned}"
        );
    }

    /// <inheritdoc />
    public override AwsException Unanswered(string sentence) => new("InvalidAction", sentence);

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

    private const string Unversioned = "NO_VERSION_SPECIFIED";

    private static (string? Action, string? Version) ReadAction(WireRequest request)
    {
        string? action = null;
        string? version = null;
        string[] forms = RequestMarks.IsForm(request) ? [request.Query, WireValue.Utf8(request.Body)] : [request.Query];
        foreach (var (name, value) in forms.SelectMany(WireValue.Pairs))
        {
            switch (name)
            {
                case "Action":
                    action = value;
                    break;
                case "Version":
                    version = value;
                    break;
                default:
                    break;
            }
        }

        return (action, version);
    }
}
