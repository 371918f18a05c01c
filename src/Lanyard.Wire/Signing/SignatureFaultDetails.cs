namespace Lanyard.Wire.Signing;

/// <summary>What the text of a signature error is made from.</summary>
public sealed class SignatureFaultDetails
{
    /// <summary>The request.</summary>
    public required WireRequest Request { get; init; }

    /// <summary>When the request was judged.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The rules it was judged by.</summary>
    public required SignatureRules Rules { get; init; }

    /// <summary>The signature, when it could be read.</summary>
    public PresentedSignature? Signature { get; init; }

    /// <summary>The verdict, when the fault came out of the verifier.</summary>
    public SignatureVerdict Verdict { get; init; }
}
