using System.Runtime.InteropServices;

namespace Lanyard.Policy.Documents;

/// <summary>A JSON value with its place in the text.</summary>
internal sealed class SourceNode(SourceKind kind, string text, SourcePlace place, SourcePosition position)
{
    public SourceKind Kind { get; } = kind;

    /// <summary>A string's value; a number or a boolean as written; otherwise empty.</summary>
    public string Text { get; } = text;

    /// <summary>As in <c>Statement[1].Action[0]</c>; empty for the root.</summary>
    public string Path => place.ToString();

    public SourcePosition Position { get; } = position;

    /// <summary>The members of an object, duplicates left out.</summary>
    public List<SourceMember> Members { get; } = [];

    /// <summary>The items of an array.</summary>
    public List<SourceNode> Items { get; } = [];

    public SourceNode? Find(string name) => Members.Find(member => member.Name == name)?.Value;

    /// <summary>The items of an array, or the node alone: IAM takes a single value for a list of one.</summary>
    public IReadOnlyList<SourceNode> AsList() => Kind == SourceKind.Array ? Items : [this];
}

/// <summary>Where a value stands among others: a member of an object, an item of an array, or the root.</summary>
internal readonly record struct SourcePlace(SourceNode? Parent, string? Name, int Index)
{
    // Every fault beneath a name repeats it.
    private const int LongestName = 128;

    public override string ToString()
    {
        if (Parent is null)
        {
            return "";
        }

        var parent = Parent.Path;
        var name = Name is { Length: > LongestName } ? $"{Name.AsSpan(0, LongestName)}…" : Name;
        return name is null ? $"{parent}[{Index}]"
            : parent.Length == 0 ? name
            : $"{parent}.{name}";
    }
}

/// <summary>A member of a JSON object with the place of its name.</summary>
internal sealed record SourceMember(string Name, SourcePosition Position, SourceNode Value);

/// <summary>A place in a text: line and column from 1, the column in characters.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SourcePosition(int Line, int Column);

/// <summary>The kinds of JSON values.</summary>
internal enum SourceKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
