namespace Lanyard.Wire.Signing;

/// <summary>Whether a signature is of its time.</summary>
internal static class SignatureTime
{
    /// <summary>The fault, or none.</summary>
    public static SignatureFault Check(PresentedSignature signature, DateTimeOffset now, SignatureRules rules)
    {
        if (signature.SignedAt > now + rules.AllowedSkew)
        {
            return SignatureFault.SkewedLate;
        }

        if (signature.Expires is { } expires)
        {
            return now > signature.SignedAt + expires ? SignatureFault.PresignExpired : SignatureFault.None;
        }

        if (signature.Kind == SignatureKind.Presigned && rules.DeclaresPayload)
        {
            return SignatureFault.PresignParameters;
        }

        return signature.SignedAt < now - rules.AllowedSkew ? SignatureFault.SkewedEarly : SignatureFault.None;
    }
}
