namespace Lanyard.Policy.Evaluation;

/// <summary>
/// Entries by what their statements' resources begin with, up to the first wildcard or variable: a tree of prefixes, in
/// which the way of a resource from the root passes all entries that could match it, and few others.
/// </summary>
internal sealed class ResourceTree
{
    // To look at a few entries is faster than to walk a tree.
    private const int MostWithoutTree = 12;

    // A statement of many actions and many resources would have a place for each pair; it is looked at on every way.
    private const int MostPlacesOfStatement = 4096;

    private readonly Node _root;

    private ResourceTree(Node root) => _root = root;

    /// <summary>Makes a tree.</summary>
    /// <param name="entries">The entries in the order of their statements.</param>
    public static ResourceTree Of(IReadOnlyList<IndexEntry> entries)
    {
        var isFlat = entries.Count <= MostWithoutTree;
        var placed = entries
            .GroupBy(entry => entry.Statement)
            .SelectMany(statement =>
            {
                var places = isFlat ? [""] : PlacesOf(statement.Key, statement.Count());
                return statement.SelectMany(_ => places, (entry, place) => (place, entry));
            })
            .GroupBy(one => one.place, one => one.entry, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Placed(group.Key, [.. group]))
            .ToList();
        return new ResourceTree(NodeOf(placed, 0, placed.Count, 0));
    }

    /// <summary>The entries along the way of a resource, node by node; within each in the order of their statements.</summary>
    public Way Along(string resource) => new(_root, resource);

    private static IReadOnlyList<string> PlacesOf(CompiledStatement statement, int entries)
    {
        var beginnings = statement.ResourceBeginnings;
        return beginnings.Count * (long)entries > MostPlacesOfStatement ? [""] : beginnings;
    }

    /// <summary>The node of sorted places that share what they begin with; its label starts at an offset.</summary>
    private static Node NodeOf(List<Placed> placed, int start, int end, int offset)
    {
        if (start == end)
        {
            return new Node("", [], []);
        }

        // Sorted, the first and the last share what all share; the root is where every way begins.
        var (first, last) = (placed[start].Place, placed[end - 1].Place);
        var shared = first.AsSpan().CommonPrefixLength(last);
        var isHere = first.Length == shared;
        var children = new List<Node>();
        for (var i = isHere ? start + 1 : start; i < end; )
        {
            var next = i + 1;
            while (next < end && placed[next].Place[shared] == placed[i].Place[shared])
            {
                next++;
            }

            children.Add(NodeOf(placed, i, next, shared));
            i = next;
        }

        return new Node(first[offset..shared], isHere ? placed[start].Entries : [], [.. children]);
    }

    /// <summary>Entries and what their resources begin with.</summary>
    private sealed record Placed(string Place, IndexEntry[] Entries);

    /// <summary>A node: what leads to it from its parent, what stands there, and where it goes on.</summary>
    internal sealed class Node(string label, IndexEntry[] entries, Node[] children)
    {
        // By their labels' first characters, in order.
        private readonly char[] _ways = [.. children.Select(child => child.Label[0])];

        public string Label { get; } = label;

        public IndexEntry[] Entries { get; } = entries;

        public Node? Next(char character)
        {
            var place = _ways.Length == 0 ? -1 : Array.BinarySearch(_ways, character);
            return place < 0 ? null : children[place];
        }
    }

    /// <summary>Walks down the tree along a text.</summary>
    internal ref struct Way(Node root, string text)
    {
        private Node? _next = root;
        private int _passed;

        public IndexEntry[] Current { get; private set; } = [];

        public readonly Way GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_next is { } node && text.AsSpan(_passed).StartsWith(node.Label))
            {
                _passed += node.Label.Length;
                _next = _passed < text.Length ? node.Next(text[_passed]) : null;
                if (node.Entries.Length > 0)
                {
                    Current = node.Entries;
                    return true;
                }
            }

            return false;
        }
    }
}
