using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lanyard.Wire.Signing;

/// <summary>Reads what a request claims about its signature.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html" />
public static class SignatureReader
{
    private const int LongestPresign = 604_800;

    /// <summary>Reads the signature from the <c>Authorization</c> header or from the query.</summary>
    /// <param name="signature">What the request claims; null when there is a fault.</param>
    /// <param name="fault">Why it could not be read; <see cref="SignatureFault.None" /> when it could.</param>
    public static bool TryRead(
        WireRequest request,
        [NotNullWhen(true)] out PresentedSignature? signature,
        out SignatureFault fault
    )
    {
        var isPresigned = QueryParameters.IsPresigned(request.Query);
        signature = null;
        fault = CountAuthorizations(request.Headers) switch
        {
            0 when !isPresigned => SignatureFault.MissingAuthentication,
            0 => ReadQuery(request, out signature),
            1 when !isPresigned => ReadHeader(request, out signature),
            _ => SignatureFault.SeveralAuthentications,
        };

        return signature is not null;
    }

    private static int CountAuthorizations(WireHeaders headers)
    {
        var count = 0;
        foreach (var header in headers)
        {
            if (string.Equals(header.Key, "Authorization", StringComparison.OrdinalIgnoreCase))
            {
                count++;
            }
        }

        return count;
    }

    private static SignatureFault ReadHeader(WireRequest request, out PresentedSignature? signature)
    {
        signature = null;
        var headers = request.Headers;
        var authorization = AuthorizationHeader.Parse(headers["Authorization"]);
        if (!authorization.IsSupported)
        {
            return SignatureFault.UnsupportedAlgorithm;
        }

        if (!authorization.IsComplete || !CredentialScope.TryParse(authorization.Credential, out var credential))
        {
            return SignatureFault.MalformedAuthorization;
        }

        var date = headers["X-Amz-Date"] ?? headers["Date"];
        var isBasic = TryReadBasicTime(date, out var signedAt);
        if (!isBasic && !TryReadHttpTime(date, out signedAt))
        {
            return SignatureFault.MissingDate;
        }

        signature = new()
        {
            Kind = SignatureKind.Header,
            AccessKeyId = credential.AccessKeyId,
            Date = credential.Date,
            Region = credential.Region,
            Service = credential.Service,
            Terminator = credential.Terminator,
            SignedAt = signedAt,
            Timestamp = isBasic ? date : null,
            SignedHeaders = authorization.SignedHeaders.ToString(),
            Signature = authorization.Signature.ToString(),
            SessionToken = headers["X-Amz-Security-Token"],
            PayloadHash = headers["X-Amz-Content-SHA256"],
            PayloadKind = PayloadHashes.KindOf(headers["X-Amz-Content-SHA256"]),
        };

        return SignatureFault.None;
    }

    private static SignatureFault ReadQuery(WireRequest request, out PresentedSignature? signature)
    {
        signature = null;
        var query = QueryParameters.Read(request.Query);
        if (query.Algorithm is not null and not SigningScope.Algorithm)
        {
            return SignatureFault.UnsupportedAlgorithm;
        }

        if (
            !query.IsComplete
            || !CredentialScope.TryParse(query.Credential, out var credential)
            || !TryReadBasicTime(query.Date, out var signedAt)
        )
        {
            return SignatureFault.PresignParameters;
        }

        if (!TryReadExpires(query.Expires, out var expires))
        {
            return SignatureFault.ExpiresOutOfRange;
        }

        var payloadHash = request.Headers["X-Amz-Content-SHA256"] ?? query.PayloadHash;
        signature = new()
        {
            Kind = SignatureKind.Presigned,
            AccessKeyId = credential.AccessKeyId,
            Date = credential.Date,
            Region = credential.Region,
            Service = credential.Service,
            Terminator = credential.Terminator,
            SignedAt = signedAt,
            Timestamp = query.Date,
            SignedHeaders = query.SignedHeaders,
            Signature = query.Signature,
            SessionToken = query.SessionToken ?? request.Headers["X-Amz-Security-Token"],
            PayloadHash = payloadHash,
            PayloadKind = PayloadHashes.KindOf(payloadHash),
            Expires = expires,
        };

        return SignatureFault.None;
    }

    private static bool TryReadExpires(string? text, out TimeSpan? expires)
    {
        expires = null;
        if (text is null)
        {
            return true;
        }

        if (
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 1 or > LongestPresign
        )
        {
            return false;
        }

        expires = TimeSpan.FromSeconds(seconds);

        return true;
    }

    private static bool TryReadHttpTime(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Reads <c>20261124T103000Z</c> by hand: on the hot path, and a general parser takes ten times as long.</summary>
    private static bool TryReadBasicTime(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text is not { Length: 16 } || text[8] != 'T' || text[15] != 'Z')
        {
            return false;
        }

        var isRead =
            TryReadDigits(text[..4], out var year)
            & TryReadDigits(text[4..6], out var month)
            & TryReadDigits(text[6..8], out var day)
            & TryReadDigits(text[9..11], out var hour)
            & TryReadDigits(text[11..13], out var minute)
            & TryReadDigits(text[13..15], out var second);
        if (
            !isRead
            || year < 1
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
        {
            return false;
        }

        time = new(year, month, day, hour, minute, second, TimeSpan.Zero);

        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
