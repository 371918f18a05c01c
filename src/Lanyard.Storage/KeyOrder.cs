namespace Lanyard.Storage;

/// <summary>The order of names: by their UTF-8 bytes, which is by code point.</summary>
/// <remarks>Ordinal comparison of .NET strings goes by UTF-16 and puts what needs a surrogate pair before U+E000 to U+FFFF.</remarks>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : Rank(left[same]).CompareTo(Rank(right[same]));
    }

    /// <summary>The first name that comes after every name with a prefix; null when none does.</summary>
    public static string? FirstBeyond(string prefix)
    {
        for (var end = prefix.Length; end > 0; )
        {
            var isPair = char.IsLowSurrogate(prefix[end - 1]);
            var last = isPair ? char.ConvertToUtf32(prefix[end - 2], prefix[end - 1]) : prefix[end - 1];
            end -= isPair ? 2 : 1;
            if (last < 0x10FFFF)
            {
                var next = last + 1 == 0xD800 ? 0xE000 : last + 1;
                return string.Concat(prefix.AsSpan(0, end), char.ConvertFromUtf32(next));
            }
        }

        return null;
    }

    /// <summary>The first name that a page can begin with.</summary>
    /// <param name="afterKey">The last key of the page before, or null.</param>
    public static string FirstOfPage(string prefix, string? afterKey) =>
        afterKey is null || Instance.Compare(afterKey, prefix) < 0 ? prefix : afterKey + '\0';

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
