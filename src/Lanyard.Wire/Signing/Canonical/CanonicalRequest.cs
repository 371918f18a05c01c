using System.Buffers;

namespace Lanyard.Wire.Signing.Canonical;

/// <summary>A request in the form that is signed.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
internal static class CanonicalRequest
{
    private static readonly SearchValues<char> OtherWhiteSpace = SearchValues.Create("\t\r\n\f\v");

    /// <summary>Appends the canonical request.</summary>
    /// <param name="signedHeaders">The names of the signed headers, joined by semicolons.</param>
    /// <param name="payloadHash">The body's hash in hexadecimal, or what stands for it.</param>
    /// <param name="normalizesPath">Whether the path is normalised and encoded once more; not so for S3.</param>
    /// <param name="isPresigned">Whether the signature stands in the query.</param>
    public static void Write(
        ref PooledText text,
        WireRequest request,
        string signedHeaders,
        ReadOnlySpan<char> payloadHash,
        bool normalizesPath,
        bool isPresigned
    )
    {
        text.Write(request.Method);
        text.Write((byte)'\n');
        if (normalizesPath)
        {
            CanonicalPath.WriteNormalized(ref text, request.Path);
        }
        else
        {
            CanonicalPath.WriteAsIs(ref text, request.Path);
        }

        text.Write((byte)'\n');
        CanonicalQuery.Write(ref text, request.Query, isPresigned);
        text.Write((byte)'\n');
        foreach (var range in signedHeaders.AsSpan().Split(';'))
        {
            WriteHeader(ref text, request.Headers, signedHeaders.AsSpan(range));
        }

        text.Write((byte)'\n');
        text.Write(signedHeaders);
        text.Write((byte)'\n');
        text.Write(payloadHash);
    }

    private static void WriteHeader(ref PooledText text, WireHeaders headers, ReadOnlySpan<char> name)
    {
        text.Write(name);
        text.Write((byte)':');
        var isFirst = true;
        foreach (var header in headers)
        {
            if (!name.Equals(header.Key, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (!isFirst)
            {
                text.Write((byte)',');
            }

            isFirst = false;
            WriteValue(ref text, header.Value.AsSpan().Trim());
        }

        text.Write((byte)'\n');
    }

    private static void WriteValue(ref PooledText text, ReadOnlySpan<char> value)
    {
        if (!value.Contains("  ", StringComparison.Ordinal) && !value.ContainsAny(OtherWhiteSpace))
        {
            text.Write(value);
            return;
        }

        while (!value.IsEmpty)
        {
            var word = 0;
            while (word < value.Length && !char.IsWhiteSpace(value[word]))
            {
                word++;
            }

            text.Write(value[..word]);
            value = value[word..].TrimStart();
            if (!value.IsEmpty)
            {
                text.Write((byte)' ');
            }
        }
    }
}
