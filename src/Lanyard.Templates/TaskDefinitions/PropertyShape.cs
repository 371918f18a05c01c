namespace Lanyard.Templates.TaskDefinitions;

/// <summary>What a property holds, so that it can be given the type that an API takes.</summary>
internal sealed record PropertyShape(PropertyKind Kind)
{
    internal static PropertyShape Text { get; } = new(PropertyKind.Text);

    internal static PropertyShape Integer { get; } = new(PropertyKind.Integer);

    internal static PropertyShape Flag { get; } = new(PropertyKind.Boolean);

    /// <summary>A map from any name to a text.</summary>
    internal static PropertyShape TextMap { get; } = new(PropertyKind.TextMap);

    internal static PropertyShape Texts { get; } = ListOf(Text);

    internal static PropertyShape Integers { get; } = ListOf(Integer);

    /// <summary>What a list holds; null for all else.</summary>
    internal PropertyShape? Item { get; private init; }

    /// <summary>The members of a map, in the API's order; empty for all else.</summary>
    internal IReadOnlyList<PropertyMember> Members { get; private init; } = [];

    internal static PropertyShape ListOf(PropertyShape item) => new(PropertyKind.List) { Item = item };

    internal static PropertyShape Of(params PropertyMember[] members) =>
        new(PropertyKind.Members) { Members = members };
}

/// <summary>A member of a map: its name in CloudFormation, its name in the API, and what it holds.</summary>
internal sealed record PropertyMember(string Name, string ApiName, PropertyShape Shape)
{
    /// <summary>A member whose two names differ only in the case of the first letter.</summary>
    internal PropertyMember(string name, PropertyShape shape)
        : this(name, char.ToLowerInvariant(name[0]) + name[1..], shape) { }
}

/// <summary>The kinds of things a property holds.</summary>
internal enum PropertyKind
{
    Text,
    Integer,
    Boolean,
    TextMap,
    List,
    Members,
}
