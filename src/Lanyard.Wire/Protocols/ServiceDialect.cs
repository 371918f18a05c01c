using System.Net;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Protocols;

/// <summary>
/// The ways of a service: how its requests are signed, held and told apart, and the words and the shape of its errors.
/// Everything that depends on the service and not on the operation is asked here.
/// </summary>
/// <remarks>A dialect keeps nothing of its own, so that services may share one; what differs it is given.</remarks>
public abstract class ServiceDialect
{
    /// <summary>The media type of the service's bodies.</summary>
    public abstract string ContentType { get; }

    /// <summary>How bodies are taken.</summary>
    /// <value>Default: held.</value>
    public virtual BodyRule Bodies => BodyRule.Held;

    /// <summary>Whether unsigned requests are served, as nobody's: the policy of a resource may allow everybody.</summary>
    public virtual bool ServesStrangers => false;

    /// <summary>Whether those who do not belong to the owner's account are told why they are refused.</summary>
    public virtual bool TellsStrangersWhy => true;

    /// <summary>How requests are signed.</summary>
    public virtual SignatureRules Signing(ServiceModel service) => SignatureRules.For(service.SigningName);

    /// <summary>Whether a request that says no service by its signature shows that it is for this one.</summary>
    public abstract bool Shows(ServiceModel service, WireRequest request);

    /// <summary>The operation that a request calls, which the service may have or not.</summary>
    public abstract CalledName NameIn(ServiceModel service, WireRequest request);

    /// <summary>The path of a request as the paths of the service's operations spell it, percent-encoded.</summary>
    public virtual string PathOf(WireRequest request) => request.Path;

    /// <summary>That the policies do not allow the call.</summary>
    /// <param name="sentence">Who may not do what, and why.</param>
    public abstract AwsException Denied(string sentence);

    /// <summary>That the service has no such operation as a request calls.</summary>
    public abstract AwsException Unknown(ServiceModel service, WireRequest request);

    /// <summary>That an operation exists and is not answered here.</summary>
    /// <param name="sentence">Which operation, and that it is not answered.</param>
    public virtual AwsException Unanswered(string sentence) => new("UnknownOperationException", sentence);

    /// <summary>That an input is not what its model allows.</summary>
    /// <param name="violations">At least one.</param>
    public virtual AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        new("ValidationException", ConstraintViolation.Sentence(violations));

    /// <summary>That a signature does not hold.</summary>
    /// <param name="fault">Any but <see cref="SignatureFault.None" />.</param>
    public abstract AwsException Unproved(SignatureFault fault, SignatureFaultDetails details);

    /// <summary>That something went wrong inside.</summary>
    public virtual AwsException Failed() => new("InternalFailure", "An internal error occurred.", 500);

    /// <summary>Adds the id of the request to an answer.</summary>
    public virtual void AddRequestId(WireHeaders headers, string requestId) => headers["x-amzn-RequestId"] = requestId;

    /// <summary>The answer for an error.</summary>
    /// <param name="path">The path of the request, which S3 names in its errors; null: none.</param>
    /// <param name="isHead">Whether a HEAD request is answered, so without a body.</param>
    public WireResponse Write(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path = null,
        bool isHead = false
    )
    {
        var response = new WireResponse { StatusCode = error.StatusCode };
        AddRequestId(response.Headers, requestId);
        AddErrorType(response.Headers, error);
        if (!isHead && error.StatusCode != (int)HttpStatusCode.NotModified)
        {
            response.Headers["Content-Type"] = ContentType;
            response.Body = WriteError(service, error, requestId, path);
        }

        return response;
    }

    /// <summary>The error in an answer. An answer that is not in the dialect's shape has its status as code.</summary>
    public abstract AwsException Read(WireResponse response);

    /// <summary>The body of the answer for an error.</summary>
    /// <inheritdoc cref="Write" />
    protected abstract ReadOnlyMemory<byte> WriteError(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? path
    );

    /// <summary>Says the error's code in a header, where the dialect does.</summary>
    protected virtual void AddErrorType(WireHeaders headers, AwsException error) { }
}
