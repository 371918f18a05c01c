using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Signing;

/// <summary>What AWS answers when a signature does not hold.</summary>
public static class SignatureErrors
{
    /// <summary>The error for a fault, in the words of the service's protocol.</summary>
    /// <param name="fault">Any but <see cref="SignatureFault.None" />.</param>
    /// <param name="protocol"><see cref="Protocol.RestXml" /> speaks as S3 does.</param>
    public static AwsException For(SignatureFault fault, Protocol protocol, SignatureFaultDetails details) =>
        protocol switch
        {
            Protocol.RestXml => S3SignatureErrors.For(fault, details),
            Protocol.Query => FrontDoorSignatureErrors.ForQuery(fault, details),
            _ => FrontDoorSignatureErrors.ForJson(fault, details),
        };
}
