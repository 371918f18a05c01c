using System.Globalization;
using System.Runtime.InteropServices;

namespace Lanyard.Services.S3;

/// <summary>The part of an object that a <c>Range</c> header asks for.</summary>
/// <param name="First">The first byte, from 0.</param>
/// <param name="Last">The last byte.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ByteRange(long First, long Last)
{
    /// <summary>How many bytes.</summary>
    public long Length => Last - First + 1;

    /// <summary>Reads a header; null when there is none or it is not understood, which asks for the whole object.</summary>
    /// <exception cref="Wire.Errors.AwsException">The range begins behind the object's end.</exception>
    public static ByteRange? Parse(string? header, long length)
    {
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.Ordinal))
        {
            return null;
        }

        if (header[Unit.Length..].Split('-') is not [var from, var to])
        {
            return null;
        }

        var first = Number(from);
        var last = Number(to);
        return (first, last) switch
        {
            (null, { } suffix) when from.Length == 0 && suffix > 0 && length > 0 => new(
                Math.Max(0, length - suffix),
                length - 1
            ),
            ({ } begin, _) when begin >= length => throw S3Errors.BadRange(header, length),
            ({ } begin, null) when to.Length == 0 => new(begin, length - 1),
            ({ } begin, { } end) when end >= begin => new(begin, Math.Min(end, length - 1)),
            _ => null,
        };
    }

    /// <summary>As the <c>Content-Range</c> header says it.</summary>
    public string ContentRange(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"bytes {First}-{Last}/{length}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
