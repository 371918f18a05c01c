using Lanyard.Wire;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Admission;

/// <summary>What a request says of its signature, read once and not yet believed.</summary>
/// <param name="Signature">The claim; null when there is none or it cannot be read.</param>
/// <param name="Fault">Why there is none.</param>
public readonly record struct Claim(PresentedSignature? Signature, SignatureFault Fault)
{
    /// <summary>The service in the credential scope; null when there is no claim.</summary>
    public string? SigningName => Signature?.Service;

    /// <summary>Reads the claim of a request.</summary>
    public static Claim Of(WireRequest request) =>
        SignatureReader.TryRead(request, out var signature, out var fault) ? new(signature, fault) : new(null, fault);
}
