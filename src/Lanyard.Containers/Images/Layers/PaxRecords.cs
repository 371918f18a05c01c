using System.Globalization;
using System.Text;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Images.Layers;

/// <summary>What an extended header says about the entry after it, in place of its short fields.</summary>
/// <seealso href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_03" />
internal sealed class PaxRecords
{
    private const string AttributePrefix = "SCHILY.xattr.";
    private const string SparsePrefix = "GNU.sparse.";

    public string? Path { get; private set; }

    public string? LinkPath { get; private set; }

    public long? Size { get; private set; }

    public long? Uid { get; private set; }

    public long? Gid { get; private set; }

    public (long Seconds, long Nanoseconds)? Modified { get; private set; }

    public bool IsSparse { get; private set; }

    public Dictionary<string, byte[]>? Attributes { get; private set; }

    /// <summary>Reads records of the form <c>length key=value</c> and a line feed.</summary>
    /// <exception cref="FormatException">They are of another form.</exception>
    public static PaxRecords Parse(ReadOnlySpan<byte> content)
    {
        var records = new PaxRecords();
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (
                space <= 0
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1
                || length > content.Length
                || content[length - 1] != (byte)'\n'
            )
            {
                throw new FormatException("an extended header is damaged");
            }

            var record = content[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw new FormatException("an extended header has a record without a key");
            }

            records.Set(Encoding.UTF8.GetString(record[..equals]), record[(equals + 1)..]);
            content = content[length..];
        }

        return records;
    }

    private void Set(string key, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "path":
                Path = RawName.Of(value);
                break;
            case "linkpath":
                LinkPath = RawName.Of(value);
                break;
            case "size":
                Size = Integer(value);
                break;
            case "uid":
                Uid = Integer(value);
                break;
            case "gid":
                Gid = Integer(value);
                break;
            case "mtime":
                Modified = Time(value);
                break;
            case var _ when key.StartsWith(AttributePrefix, StringComparison.Ordinal):
                Attributes ??= new Dictionary<string, byte[]>(StringComparer.Ordinal);
                Attributes[key[AttributePrefix.Length..]] = value.ToArray();
                break;
            case var _ when key.StartsWith(SparsePrefix, StringComparison.Ordinal):
                IsSparse = true;
                break;
            default:
                break;
        }
    }

    private static long Integer(ReadOnlySpan<byte> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException("an extended header has a number that is none");

    private static (long Seconds, long Nanoseconds) Time(ReadOnlySpan<byte> text)
    {
        const long NanosecondsPerSecond = 1_000_000_000;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException("an extended header has a time that is none");
        }

        var seconds = decimal.Floor(value);
        return seconds is < long.MinValue or > long.MaxValue
            ? throw new FormatException("an extended header has a time out of range")
            : ((long)seconds, (long)((value - seconds) * NanosecondsPerSecond));
    }
}
