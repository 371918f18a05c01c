using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Errors;

/// <summary>What a service answers for an operation that it does not have.</summary>
public static class OperationErrors
{
    /// <summary>AWS's own unknown-operation error in the service's protocol.</summary>
    public static AwsException Unknown(ServiceModel service, string? operation) =>
        service.Protocol switch
        {
            Protocol.Query => new(
                "InvalidAction",
                $"Could not find operation {operation ?? "null"} for version {service.ApiVersion}"
            ),
            Protocol.RestXml => new(
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
                statusCode: 405
            ),
            _ => new("UnknownOperationException", ""),
        };
}
