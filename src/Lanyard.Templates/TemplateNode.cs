namespace Lanyard.Templates;

/// <summary>A part of an input document, as written: its place, and its functions unanswered. Immutable.</summary>
public abstract class TemplateNode
{
    private protected TemplateNode(TemplateLocation location) => Location = location;

    /// <summary>Where the part begins.</summary>
    public TemplateLocation Location { get; }
}

/// <summary>A single value.</summary>
public sealed class ScalarNode : TemplateNode
{
    internal ScalarNode(ScalarType type, string text, TemplateLocation location)
        : base(location)
    {
        Type = type;
        Text = text;
    }

    /// <summary>What kind of value it is.</summary>
    public ScalarType Type { get; }

    /// <summary>The value's text; numbers keep their digits, booleans are <c>true</c> or <c>false</c>, null is empty.</summary>
    public string Text { get; }
}

/// <summary>A list of values.</summary>
public sealed class ListNode : TemplateNode
{
    internal ListNode(IReadOnlyList<TemplateNode> items, TemplateLocation location)
        : base(location) => Items = items;

    /// <summary>The items, in written order.</summary>
    public IReadOnlyList<TemplateNode> Items { get; }
}

/// <summary>A map of names to values.</summary>
public sealed class MapNode : TemplateNode
{
    private readonly Dictionary<string, MapEntry> _byKey;

    internal MapNode(IReadOnlyList<MapEntry> entries, TemplateLocation location)
        : base(location)
    {
        Entries = entries;
        _byKey = entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>The entries, in written order; their keys differ.</summary>
    public IReadOnlyList<MapEntry> Entries { get; }

    /// <summary>The entry under a key; null when there is none.</summary>
    public MapEntry? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The items of a list under a key; a single value counts as a list of one, a missing one as none.</summary>
    internal IReadOnlyList<TemplateNode> ItemsUnder(string key) =>
        Find(key)?.Value switch
        {
            null => [],
            ListNode list => list.Items,
            var single => [single],
        };
}

/// <summary>An entry of a map.</summary>
public sealed record MapEntry(string Key, TemplateLocation KeyLocation, TemplateNode Value);

/// <summary>A call of a function, in its long form (<c>Fn::Sub</c>) or its short one (<c>!Sub</c>).</summary>
public sealed class IntrinsicNode : TemplateNode
{
    internal IntrinsicNode(string name, TemplateNode argument, TemplateLocation location)
        : base(location)
    {
        Name = name;
        Argument = argument;
    }

    /// <summary>The function's long name; the tag itself, as in <c>!Foo</c>, when no function has that short form.</summary>
    public string Name { get; }

    /// <summary>What the function is called with.</summary>
    public TemplateNode Argument { get; }
}

/// <summary>The kinds of single values.</summary>
public enum ScalarType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number that JSON can write.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>No value.</summary>
    Null,
}
