namespace Lanyard.Templates;

/// <summary>A value with every function in it answered. Immutable; each node knows where it was written.</summary>
public sealed class ResolvedNode
{
    private ResolvedNode(ResolvedKind kind, TemplateLocation location, string text = "")
    {
        Kind = kind;
        Location = location;
        Text = text;
    }

    /// <summary>What the value is.</summary>
    public ResolvedKind Kind { get; }

    /// <summary>Where the value was written; the function's place for a value that a function gave.</summary>
    public TemplateLocation Location { get; }

    /// <summary>The text of a scalar (<c>true</c> and <c>false</c> for booleans); empty for lists and maps.</summary>
    public string Text { get; }

    /// <summary>The items of a list; empty for all else.</summary>
    public IReadOnlyList<ResolvedNode> Items { get; private init; } = [];

    /// <summary>The entries of a map, in written order; empty for all else.</summary>
    public IReadOnlyList<ResolvedEntry> Entries { get; private init; } = [];

    /// <summary>Whether the value is a text, a number or a boolean.</summary>
    public bool IsScalar =>
        !IsUnknown && !IsAbsent && Kind is (ResolvedKind.Text or ResolvedKind.Number or ResolvedKind.Boolean);

    /// <summary>Whether the value waits for a resource that is not made, or could not be had; never so outside the evaluator.</summary>
    internal bool IsUnknown { get; private init; }

    /// <summary>Whether the value is <c>AWS::NoValue</c>, which takes its place away; never so outside the evaluator.</summary>
    internal bool IsAbsent { get; private init; }

    /// <summary>The value under a key of this map; null when there is none.</summary>
    public ResolvedNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>Makes a text.</summary>
    public static ResolvedNode OfText(string text, TemplateLocation location) => new(ResolvedKind.Text, location, text);

    /// <summary>Makes a number.</summary>
    /// <param name="digits">The number as JSON writes it.</param>
    public static ResolvedNode OfNumber(string digits, TemplateLocation location) =>
        new(ResolvedKind.Number, location, digits);

    /// <summary>Makes a boolean.</summary>
    public static ResolvedNode OfBoolean(bool value, TemplateLocation location) =>
        new(ResolvedKind.Boolean, location, value ? "true" : "false");

    /// <summary>Makes a null.</summary>
    public static ResolvedNode OfNull(TemplateLocation location) => new(ResolvedKind.Null, location, "null");

    /// <summary>Makes a list.</summary>
    public static ResolvedNode OfList(IReadOnlyList<ResolvedNode> items, TemplateLocation location) =>
        new(ResolvedKind.List, location) { Items = items };

    /// <summary>Makes a map; the keys must differ.</summary>
    public static ResolvedNode OfMap(IReadOnlyList<ResolvedEntry> entries, TemplateLocation location) =>
        new(ResolvedKind.Map, location) { Entries = entries };

    internal static ResolvedNode Unknown(TemplateLocation location) =>
        new(ResolvedKind.Text, location) { IsUnknown = true };

    internal static ResolvedNode Absent(TemplateLocation location) =>
        new(ResolvedKind.Text, location) { IsAbsent = true };

    /// <summary>The value at a path such as <c>Statement[1].Action[0]</c>; null when there is none.</summary>
    public ResolvedNode? At(string path) =>
        NodePath.Follow(this, path, out var rest) is var found && rest.IsEmpty ? found : null;

    /// <summary>Where the value at a path was written; the nearest enclosing value's place when the path leads nowhere.</summary>
    /// <param name="path">As in <c>Statement[1].Action[0]</c>; empty for this value.</param>
    public TemplateLocation LocationOf(string path) => NodePath.Follow(this, path, out _).Location;

    /// <summary>The value as compact JSON, with the order and the types it was written with.</summary>
    public string ToJson() => Emit().Text;

    /// <summary>The value as JSON that can tell where each of its characters came from.</summary>
    public EmittedJson Emit(bool isIndented = false) => JsonEmitter.Emit(this, isIndented);
}

/// <summary>An entry of a resolved map.</summary>
public sealed record ResolvedEntry(string Key, TemplateLocation KeyLocation, ResolvedNode Value);
