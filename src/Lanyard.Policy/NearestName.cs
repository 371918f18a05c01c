namespace Lanyard.Policy;

/// <summary>Finds the name that was probably meant by one that does not exist.</summary>
internal static class NearestName
{
    /// <summary>After how many faults no more hints are worth looking for.</summary>
    internal const int MostHints = 20;

    private const int LongestCompared = 128;

    /// <summary>A hint that names the nearest candidate; null when none is near.</summary>
    internal static string? Hint(string wanted, IEnumerable<string> candidates) =>
        Find(wanted, candidates) is { } nearest ? $"did you mean `{nearest}`?" : null;

    /// <summary>A candidate that differs only in case, or else by the fewest slips of the pen; null when none is near.</summary>
    internal static string? Find(string wanted, IEnumerable<string> candidates)
    {
        string? nearest = null;
        var fewest = Math.Max(1, wanted.Length / 4) + 1;
        foreach (var candidate in candidates)
        {
            if (string.Equals(candidate, wanted, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            var slips = Slips(wanted, candidate, fewest);
            if (slips < fewest)
            {
                (nearest, fewest) = (candidate, slips);
            }
        }

        return nearest;
    }

    // Edit distance with neighbouring letters swapped counted once (optimal string alignment).
    private static int Slips(string left, string right, int limit)
    {
        if (
            Math.Abs(left.Length - right.Length) >= limit
            || left.Length > LongestCompared
            || right.Length > LongestCompared
        )
        {
            return limit;
        }

        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var isSame = left[row - 1] == right[column - 1];
                var cost = Math.Min(
                    Math.Min(last[column] + 1, current[column - 1] + 1),
                    last[column - 1] + (isSame ? 0 : 1)
                );
                var isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
                current[column] = isSwap ? Math.Min(cost, beforeLast[column - 2] + 1) : cost;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[right.Length];
    }
}
