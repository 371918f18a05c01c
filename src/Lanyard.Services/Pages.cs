using System.Text;
using Lanyard.Wire.Errors;

namespace Lanyard.Services;

/// <summary>Cuts ordered lists into pages; a page's token names the last thing on it, so that what changes between pages does not shift them.</summary>
internal static class Pages
{
    /// <summary>One page of a list.</summary>
    /// <param name="all">The whole list, ordered by key byte by byte.</param>
    /// <param name="keyOf">What a thing is ordered by.</param>
    /// <param name="token">The token of the page before; null for the first page.</param>
    /// <param name="size">How many at the most.</param>
    /// <param name="badToken">What is answered to a token that is none of ours; null: the list begins anew.</param>
    /// <returns>The page and the token of the next; null when this is the last.</returns>
    public static (IReadOnlyList<T> Page, string? Next) Of<T>(
        IEnumerable<T> all,
        Func<T, string> keyOf,
        string? token,
        int size,
        Func<AwsException>? badToken = null
    ) => Cut(all, keyOf, token is null ? null : Read(token, badToken), size, direction: 1);

    /// <summary>One page of a list that is ordered by key from the last to the first.</summary>
    /// <inheritdoc cref="Of" />
    public static (IReadOnlyList<T> Page, string? Next) Descending<T>(
        IEnumerable<T> all,
        Func<T, string> keyOf,
        string? token,
        int size,
        Func<AwsException>? badToken = null
    ) => Cut(all, keyOf, token is null ? null : Read(token, badToken), size, direction: -1);

    private static (IReadOnlyList<T> Page, string? Next) Cut<T>(
        IEnumerable<T> all,
        Func<T, string> keyOf,
        string? after,
        int size,
        int direction
    )
    {
        var rest = all.Where(thing => after is null || string.CompareOrdinal(keyOf(thing), after) * direction > 0)
            .Take(size + 1)
            .ToList();
        if (rest.Count <= size)
        {
            return (rest, null);
        }

        rest.RemoveAt(size);
        return (rest, Write(keyOf(rest[^1])));
    }

    private static string Write(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string? Read(string token, Func<AwsException>? badToken)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written)
            : badToken is null ? null
            : throw badToken();
    }
}
