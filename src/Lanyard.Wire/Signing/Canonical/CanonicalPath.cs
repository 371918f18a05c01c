namespace Lanyard.Wire.Signing.Canonical;

/// <summary>The path as it is signed.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
internal static class CanonicalPath
{
    /// <summary>Appends the path as S3 signs it: encoded once, nothing taken out.</summary>
    public static void WriteAsIs(ref PooledText text, ReadOnlySpan<char> path)
    {
        if (path is not ['/', ..])
        {
            text.Write((byte)'/');
        }

        PercentEncoding.WritePath(ref text, path);
    }

    /// <summary>Appends the path as every other service signs it: dot segments and empty ones taken out, then encoded on
    /// top of the encoding it came with.</summary>
    public static void WriteNormalized(ref PooledText text, ReadOnlySpan<char> path)
    {
        var start = text.Length;
        foreach (var range in path.Split('/'))
        {
            switch (path[range])
            {
                case "" or ".":
                    break;
                case "..":
                    RemoveLastSegment(ref text, start);
                    break;
                case var segment:
                    text.Write((byte)'/');
                    PercentEncoding.WriteEncoded(ref text, segment);
                    break;
            }
        }

        if (text.Length == start || path is [.., '/'])
        {
            text.Write((byte)'/');
        }
    }

    private static void RemoveLastSegment(ref PooledText text, int start)
    {
        var slash = text.Written[start..].LastIndexOf((byte)'/');
        if (slash >= 0)
        {
            text.Truncate(start + slash);
        }
    }
}
