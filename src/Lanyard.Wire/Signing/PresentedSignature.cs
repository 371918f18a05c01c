using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Wire.Signing;

/// <summary>What a request claims about who signed it, when and for which service; nothing in it is proved yet.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html" />
public sealed class PresentedSignature
{
    /// <summary>Where the signature stands.</summary>
    public required SignatureKind Kind { get; init; }

    /// <summary>The access key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The date of the credential scope, as in <c>20261124</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The region of the credential scope, as in <c>us-east-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The signing name of the service in the credential scope, as in <c>ecs</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The last part of the credential scope; <c>aws4_request</c> when it is right.</summary>
    public required string Terminator { get; init; }

    /// <summary>When the request says it was signed, in UTC.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>When the request says it was signed, as it is signed itself: <c>20261124T103000Z</c>.</summary>
    [AllowNull]
    internal string Timestamp
    {
        get => field ??= SigningScope.Format(SignedAt);
        init;
    }

    /// <summary>The names of the signed headers as presented: lower case, joined by semicolons.</summary>
    public required string SignedHeaders { get; init; }

    /// <summary>The signature as presented: 64 hexadecimal digits when it is well formed.</summary>
    public required string Signature { get; init; }

    /// <summary>The session token, from the header or the query; null when there is none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>What the request declares about its body.</summary>
    public required PayloadKind PayloadKind { get; init; }

    /// <summary>The declared payload hash or its stand-in, as in <c>UNSIGNED-PAYLOAD</c>; null when none is declared.</summary>
    public string? PayloadHash { get; init; }

    /// <summary>For how long a presigned request holds, from <see cref="SignedAt" />; null when it does not say.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>Whether a header is among the signed ones.</summary>
    /// <param name="name">The name, in lower case.</param>
    public bool Signs(ReadOnlySpan<char> name)
    {
        foreach (var range in SignedHeaders.AsSpan().Split(';'))
        {
            if (SignedHeaders.AsSpan(range).Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Where a signature stands in a request.</summary>
public enum SignatureKind
{
    /// <summary>In the <c>Authorization</c> header.</summary>
    Header,

    /// <summary>In the query, with <c>X-Amz-Signature</c>.</summary>
    Presigned,
}
