namespace Lanyard.Wire.Signing;

/// <summary>What came of verifying a signature.</summary>
public readonly record struct SignatureVerdict
{
    /// <summary>Why the signature does not hold; <see cref="SignatureFault.None" /> when it does.</summary>
    public SignatureFault Fault { get; init; }

    /// <summary>Whether the signature holds.</summary>
    public bool IsValid => Fault == SignatureFault.None && Key is not null;

    /// <summary>The key that the request is signed with, when the signature holds; chunk signatures need it.</summary>
    public SigningKey? Key { get; init; }

    /// <summary>On a mismatch the canonical request as we see it; otherwise null.</summary>
    public string? CanonicalRequest { get; init; }

    /// <summary>On a mismatch the string to sign as we see it; otherwise null.</summary>
    public string? StringToSign { get; init; }

    /// <summary>For <see cref="SignatureFault.UnsignedHeaders" /> their names, joined by commas; for
    /// <see cref="SignatureFault.PayloadHashMismatch" /> the hash we computed; otherwise null.</summary>
    public string? Found { get; init; }
}
