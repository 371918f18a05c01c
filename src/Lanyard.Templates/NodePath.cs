using System.Globalization;

namespace Lanyard.Templates;

/// <summary>Follows paths such as <c>Statement[1].Condition.StringEquals.aws:SourceAccount</c> into a value.</summary>
internal static class NodePath
{
    /// <summary>The value that a path leads to, or the nearest one on the way.</summary>
    /// <param name="rest">What could not be followed; empty when the whole path could.</param>
    internal static ResolvedNode Follow(ResolvedNode from, string path, out ReadOnlySpan<char> rest)
    {
        var node = from;
        rest = path;
        while (!rest.IsEmpty && Step(node, ref rest) is { } next)
        {
            node = next;
        }

        return node;
    }

    private static ResolvedNode? Step(ResolvedNode node, ref ReadOnlySpan<char> rest) =>
        node.Kind switch
        {
            ResolvedKind.List => StepIntoList(node, ref rest),
            ResolvedKind.Map => StepIntoMap(node, ref rest),
            _ => null,
        };

    private static ResolvedNode? StepIntoList(ResolvedNode list, ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(']');
        if (
            rest[0] != '['
            || end < 0
            || !int.TryParse(rest[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= list.Items.Count
        )
        {
            return null;
        }

        rest = AfterSeparator(rest[(end + 1)..]);
        return list.Items[index];
    }

    private static ResolvedNode? StepIntoMap(ResolvedNode map, ref ReadOnlySpan<char> rest)
    {
        // Keys may hold dots and brackets themselves: the longest key that the path goes on with is meant.
        ResolvedEntry? longest = null;
        foreach (var entry in map.Entries)
        {
            if (entry.Key.Length > (longest?.Key.Length ?? 0) && LeadsWith(rest, entry.Key))
            {
                longest = entry;
            }
        }

        if (longest is not null)
        {
            rest = AfterSeparator(rest[longest.Key.Length..]);
        }

        return longest?.Value;
    }

    private static bool LeadsWith(ReadOnlySpan<char> path, string key) =>
        path.StartsWith(key, StringComparison.Ordinal) && (path.Length == key.Length || path[key.Length] is '.' or '[');

    private static ReadOnlySpan<char> AfterSeparator(ReadOnlySpan<char> rest) => rest is ['.', ..] ? rest[1..] : rest;
}
