namespace Lanyard.Templates;

/// <summary>A value with every function in it answered. Immutable; each node knows where it was written.</summary>
public sealed class ResolvedNode
{
    private ResolvedNode(
        ResolvedKind kind,
        TemplateLocation location,
        string text,
        IReadOnlyList<ResolvedNode> items,
        IReadOnlyList<ResolvedEntry> entries
    )
    {
        Kind = kind;
        Location = location;
        Text = text;
        Items = items;
        Entries = entries;
    }

    /// <summary>What the value is.</summary>
    public ResolvedKind Kind { get; }

    /// <summary>Where the value was written; the function's place for a value that a function gave.</summary>
    public TemplateLocation Location { get; }

    /// <summary>The text of a scalar (<c>true</c> and <c>false</c> for booleans); empty for lists and maps.</summary>
    public string Text { get; }

    /// <summary>The items of a list; empty for all else.</summary>
    public IReadOnlyList<ResolvedNode> Items { get; }

    /// <summary>The entries of a map, in written order; empty for all else.</summary>
    public IReadOnlyList<ResolvedEntry> Entries { get; }

    /// <summary>The value under a key of this map; null when there is none.</summary>
    public ResolvedNode? this[string key] => throw new NotImplementedException();

    /// <summary>Makes a text.</summary>
    public static ResolvedNode OfText(string text, TemplateLocation location) =>
        new(ResolvedKind.String, location, text, [], []);

    /// <summary>Makes a list.</summary>
    public static ResolvedNode OfList(IReadOnlyList<ResolvedNode> items, TemplateLocation location) =>
        new(ResolvedKind.List, location, string.Empty, items, []);

    /// <summary>Makes a map; the keys must differ.</summary>
    public static ResolvedNode OfMap(IReadOnlyList<ResolvedEntry> entries, TemplateLocation location) =>
        new(ResolvedKind.Map, location, string.Empty, [], entries);

    /// <summary>The value at a path such as <c>Statement[1].Action[0]</c>; null when there is none.</summary>
    public ResolvedNode? At(string path) => throw new NotImplementedException();

    /// <summary>Where the value at a path was written; the nearest enclosing value's place when the path leads nowhere.</summary>
    /// <param name="path">As in <c>Statement[1].Action[0]</c>; empty for this value.</param>
    public TemplateLocation LocationOf(string path) => throw new NotImplementedException();

    /// <summary>The value as compact JSON, with the order and the types it was written with.</summary>
    public string ToJson() => throw new NotImplementedException();

    /// <summary>The value as JSON that can tell where each of its characters came from.</summary>
    public EmittedJson Emit(bool isIndented = false) => throw new NotImplementedException();
}

/// <summary>An entry of a resolved map.</summary>
public sealed record ResolvedEntry(string Key, TemplateLocation KeyLocation, ResolvedNode Value);
