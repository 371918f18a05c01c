namespace Lanyard.Wire.Signing;

/// <summary>Why a request's signature does not hold; a service's dialect knows what AWS answers to each.</summary>
public enum SignatureFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The request carries no signature at all.</summary>
    MissingAuthentication,

    /// <summary>The <c>Authorization</c> header lacks a part or is not in the form that AWS wants.</summary>
    MalformedAuthorization,

    /// <summary>The request carries a signature both in the header and in the query.</summary>
    SeveralAuthentications,

    /// <summary>The algorithm is not <c>AWS4-HMAC-SHA256</c>.</summary>
    UnsupportedAlgorithm,

    /// <summary>Neither <c>X-Amz-Date</c> nor <c>Date</c> is there, or neither can be read.</summary>
    MissingDate,

    /// <summary>The request was signed too long ago.</summary>
    SkewedEarly,

    /// <summary>The request was signed too far in the future.</summary>
    SkewedLate,

    /// <summary>The presigned request's time is over.</summary>
    PresignExpired,

    /// <summary>A presigned request lacks one of its parameters, or one cannot be read.</summary>
    PresignParameters,

    /// <summary><c>X-Amz-Expires</c> is not a number from 1 to 604800.</summary>
    ExpiresOutOfRange,

    /// <summary>The credential scope names another date, region, service or terminator.</summary>
    ScopeMismatch,

    /// <summary>A header that must be signed is not: <c>host</c>, and for S3 every <c>x-amz-</c> header.</summary>
    UnsignedHeaders,

    /// <summary>What we calculate is not what the request carries.</summary>
    Mismatch,

    /// <summary>S3: <c>x-amz-content-sha256</c> is missing.</summary>
    MissingPayloadHash,

    /// <summary><c>x-amz-content-sha256</c> holds neither a hash nor a known stand-in.</summary>
    UnknownPayloadHash,

    /// <summary>The body's hash is not the one that <c>x-amz-content-sha256</c> declares.</summary>
    PayloadHashMismatch,

    /// <summary>Nobody has this access key id. Decided by whoever knows the keys.</summary>
    UnknownKey,

    /// <summary>The session token is missing, foreign or damaged. Decided by whoever knows the sessions.</summary>
    InvalidToken,

    /// <summary>The session is over. Decided by whoever knows the sessions.</summary>
    ExpiredToken,
}
