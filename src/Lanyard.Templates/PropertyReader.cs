using System.Globalization;
using Lanyard.Policy;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates;

/// <summary>Reads a resource's properties by type and collects every fault instead of stopping at the first.</summary>
/// <remarks>
/// A reading that fails answers an empty value and adds a fault; look at <see cref="Faults" /> once, after the last reading.
/// Types convert as CloudFormation converts them: numbers and booleans given as texts, and the other way round.
/// Paths are as in <c>ImageScanningConfiguration.ScanOnPush</c> or <c>Policies[0].PolicyName</c>.
/// </remarks>
public sealed class PropertyReader
{
    private readonly List<TemplateFault> _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Reads the properties of a resource.</summary>
    /// <param name="owner">What the properties belong to, for messages, as in <c>`AppRole` (AWS::IAM::Role)</c>.</param>
    public PropertyReader(ResolvedNode properties, string owner)
        : this(properties, owner, []) { }

    private PropertyReader(ResolvedNode node, string owner, List<TemplateFault> faults)
    {
        Node = node;
        Owner = owner;
        _faults = faults;
    }

    /// <summary>The value that is read.</summary>
    public ResolvedNode Node { get; }

    /// <summary>What the properties belong to.</summary>
    public string Owner { get; }

    /// <summary>Everything that could not be read so far, by this reader and those it shares with.</summary>
    public IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>The entries at the top of <see cref="Node" /> that no reading has asked for, in written order.</summary>
    public IReadOnlyList<ResolvedEntry> Unread => [.. Node.Entries.Where(entry => !_asked.Contains(entry.Key))];

    /// <summary>A text; a fault and an empty text when it is missing.</summary>
    public string RequireString(string path) => Require(path, OptionalString(path)) ?? string.Empty;

    /// <summary>A text; null when it is missing.</summary>
    public string? OptionalString(string path)
    {
        var node = Find(path);
        return node is null || node.IsScalar ? node?.Text : Refuse<string>(path, "String");
    }

    /// <summary>A whole number; null when it is missing.</summary>
    public long? OptionalInteger(string path)
    {
        if (Find(path) is not { } node)
        {
            return null;
        }

        if (
            node.Kind is ResolvedKind.Text or ResolvedKind.Number
            && long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        )
        {
            return number;
        }

        Refuse<string>(path, "Integer");
        return null;
    }

    /// <summary>A boolean; null when it is missing.</summary>
    public bool? OptionalBoolean(string path)
    {
        if (Find(path) is not { } node)
        {
            return null;
        }

        if (node.IsScalar && bool.TryParse(node.Text, out var value))
        {
            return value;
        }

        Refuse<string>(path, "Boolean");
        return null;
    }

    /// <summary>A list of texts; empty when it is missing. A single text counts as a list of one.</summary>
    public IReadOnlyList<string> OptionalStrings(string path)
    {
        var node = Find(path);
        if (node is null || node.IsScalar)
        {
            return node is null ? [] : [node.Text];
        }

        return node.Kind == ResolvedKind.List && node.Items.All(item => item.IsScalar)
            ? [.. node.Items.Select(item => item.Text)]
            : Refuse<IReadOnlyList<string>>(path, "List of String") ?? [];
    }

    /// <summary>A map; a fault and an empty map when it is missing.</summary>
    public ResolvedNode RequireMap(string path) => Require(path, OptionalMap(path)) ?? EmptyMap;

    /// <summary>A map; null when it is missing.</summary>
    public ResolvedNode? OptionalMap(string path) => Find(path, ResolvedKind.Map, "Object");

    /// <summary>A list; null when it is missing.</summary>
    public ResolvedNode? OptionalList(string path) => Find(path, ResolvedKind.List, "List");

    /// <summary>A document given as a map, or as a JSON text; a fault and an empty map when it is missing or neither.</summary>
    /// <remarks>In a document that was a text, every place is the text's own.</remarks>
    public ResolvedNode RequireDocument(string path) => Require(path, OptionalDocument(path)) ?? EmptyMap;

    /// <summary>A document given as a map, or as a JSON text; null when it is missing.</summary>
    public ResolvedNode? OptionalDocument(string path) =>
        Find(path) is { Kind: ResolvedKind.Text } text
            ? DocumentText.Read(text) ?? Refuse<ResolvedNode>(path, "Object, or a text that is a JSON object")
            : OptionalMap(path);

    /// <summary>A reader for each map of a list, sharing this reader's faults; empty when the list is missing.</summary>
    public IReadOnlyList<PropertyReader> Each(string path)
    {
        var readers = new List<PropertyReader>();
        foreach (var (index, item) in (OptionalList(path)?.Items ?? []).Index())
        {
            if (item.Kind == ResolvedKind.Map)
            {
                readers.Add(new PropertyReader(item, Owner, _faults));
            }
            else
            {
                Refuse<string>(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), "Object");
            }
        }

        return readers;
    }

    /// <summary>Adds a fault at the place of a path, for what only the maker can know.</summary>
    public void Refuse(TemplateFaultCode code, string path, string message, string? hint = null) =>
        _faults.Add(new TemplateFault(code, message, Node.LocationOf(path), hint));

    private ResolvedNode EmptyMap => ResolvedNode.OfMap([], Node.Location);

    private ResolvedNode? Find(string path)
    {
        _asked.Add(path.Split('.', '[')[0]);
        return Node.At(path) is { Kind: not ResolvedKind.Null } node ? node : null;
    }

    private ResolvedNode? Find(string path, ResolvedKind kind, string type)
    {
        var node = Find(path);
        return node is null || node.Kind == kind ? node : Refuse<ResolvedNode>(path, type);
    }

    private T? Require<T>(string path, T? value)
        where T : class
    {
        // A value of the wrong type has had its fault already.
        if (value is null && Find(path) is null)
        {
            var names = Node.Entries.Select(entry => entry.Key);
            Refuse(
                TemplateFaultCode.MissingProperty,
                path,
                $"{Owner} lacks the property `{path}`",
                NearestName.Hint(path, names)
            );
        }

        return value;
    }

    private T? Refuse<T>(string path, string type)
        where T : class
    {
        Refuse(
            TemplateFaultCode.WrongPropertyType,
            path,
            $"Value of property {path} must be of type {type}, in {Owner}"
        );
        return null;
    }
}
