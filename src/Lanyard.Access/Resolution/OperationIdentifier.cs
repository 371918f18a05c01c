using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Resolution;

internal static class OperationIdentifier
{
    public static OperationModel Identify(WireRequest request, string? signingName) =>
        throw new NotSupportedException($"{request.Method} {signingName}");
}

internal static class ErrorShape
{
    public static WireResponse Write(Protocol protocol, AwsException error, string requestId, WireRequest request) =>
        throw new NotSupportedException($"{protocol} {error.Code} {requestId} {request.Method}");
}
