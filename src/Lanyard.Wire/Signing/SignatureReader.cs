namespace Lanyard.Wire.Signing;

/// <summary>Reads what a request claims about its signature.</summary>
public static class SignatureReader
{
    /// <summary>Reads the signature from the <c>Authorization</c> header or from the query.</summary>
    /// <param name="signature">What the request claims; null when there is a fault.</param>
    /// <param name="fault">Why it could not be read; <see cref="SignatureFault.None" /> when it could.</param>
    public static bool TryRead(
        WireRequest request,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PresentedSignature? signature,
        out SignatureFault fault
    ) => throw new NotSupportedException();
}
