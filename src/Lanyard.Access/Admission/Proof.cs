using Lanyard.Access.Sessions;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Admission;

/// <summary>What a signature proved.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Region">The region of the credential scope; the default region for unsigned requests.</param>
/// <param name="Payload">For streaming operations the payload, verified while it is read; otherwise null.</param>
public sealed record Proof(Caller Caller, string Region, Stream? Payload)
{
    /// <summary>The signature; null for unsigned requests, and where the caller is known without.</summary>
    public PresentedSignature? Signature { get; init; }
}
