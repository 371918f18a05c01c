namespace Lanyard.Policy.Explanation;

/// <summary>Tells names that are spelled nearly the same from others.</summary>
internal static class Spelling
{
    private const int MostCharacters = 100;
    private const int SharedBeginning = 3;
    private const int ShortName = 8;

    /// <summary>
    /// Whether a few letters set names apart: added, left out, exchanged or swapped with their neighbour. Case does not
    /// count, and the beginnings are the same: <c>Get</c> and <c>Put</c> are no misspellings of each other.
    /// </summary>
    public static bool IsNear(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var most = Math.Min(one.Length, other.Length) < ShortName ? 1 : 2;
        return one.Length is > SharedBeginning and <= MostCharacters
            && other.Length > SharedBeginning
            && Math.Abs(one.Length - other.Length) <= most
            && one[..SharedBeginning].Equals(other[..SharedBeginning], StringComparison.OrdinalIgnoreCase)
            && Edits(one, other) <= most;
    }

    /// <summary>The least number of edits: Damerau's distance, in which no letter is edited twice.</summary>
    private static int Edits(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            rows[i, 0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = rows[i - 1, j - 1] + (IsSame(one[i - 1], other[j - 1]) ? 0 : 1);
                var least = Math.Min(exchanged, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && IsSame(one[i - 1], other[j - 2]) && IsSame(one[i - 2], other[j - 1]);
                rows[i, j] = isSwapped ? Math.Min(least, rows[i - 2, j - 2] + 1) : least;
            }
        }

        return rows[one.Length, other.Length];
    }

    private static bool IsSame(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
