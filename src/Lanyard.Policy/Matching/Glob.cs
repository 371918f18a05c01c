using static Lanyard.Policy.Matching.PatternMarks;

namespace Lanyard.Policy.Matching;

/// <summary>Matches texts against compiled patterns, without backtracking over more than one run.</summary>
internal static class Glob
{
    /// <summary>Whether the whole text matches a pattern whose wildcards are <see cref="PatternMarks" />.</summary>
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var firstRun = pattern.IndexOf(AnyRun);
        if (firstRun < 0)
        {
            return pattern.Length == text.Length && EqualsHere(pattern, text);
        }

        if (firstRun > text.Length || !EqualsHere(pattern[..firstRun], text))
        {
            return false;
        }

        text = text[firstRun..];
        pattern = pattern[(firstRun + 1)..];
        // Every piece between two runs goes to its leftmost place: what is left for the rest is never shorter.
        for (var run = pattern.IndexOf(AnyRun); run >= 0; run = pattern.IndexOf(AnyRun))
        {
            var place = Find(pattern[..run], text);
            if (place < 0)
            {
                return false;
            }

            text = text[(place + run)..];
            pattern = pattern[(run + 1)..];
        }

        return pattern.Length <= text.Length && EqualsHere(pattern, text[^pattern.Length..]);
    }

    private static int Find(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        if (!piece.Contains(AnyOne))
        {
            return text.IndexOf(piece);
        }

        for (var place = 0; place + piece.Length <= text.Length; place++)
        {
            if (EqualsHere(piece, text[place..]))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Whether a piece without runs stands at the beginning of a text that is at least as long.</summary>
    private static bool EqualsHere(ReadOnlySpan<char> piece, ReadOnlySpan<char> text)
    {
        if (text.StartsWith(piece))
        {
            return true;
        }

        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] != text[i] && piece[i] != AnyOne)
            {
                return false;
            }
        }

        return true;
    }
}
