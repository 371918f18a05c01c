namespace Lanyard.Templates.Documents;

/// <summary>Collects the entries of a map, refuses repeated keys, and recognises a function's long form.</summary>
internal sealed class MapBuilder(TemplateLocation location, ICollection<TemplateFault> faults)
{
    private readonly List<MapEntry> _entries = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>Adds an entry; the first of two with the same key stays.</summary>
    internal void Add(string key, TemplateLocation keyLocation, TemplateNode value)
    {
        if (_lines.TryAdd(key, keyLocation.Line))
        {
            _entries.Add(new MapEntry(key, keyLocation, value));
            return;
        }

        faults.Add(
            new TemplateFault(
                TemplateFaultCode.DuplicateKey,
                $"the key `{key}` is given twice",
                keyLocation,
                $"it is first given on line {_lines[key]}"
            )
        );
    }

    /// <summary>The map, or the function call that it is the long form of.</summary>
    internal TemplateNode Build() =>
        _entries is [var only] && IntrinsicNames.IsLongForm(only.Key)
            ? new IntrinsicNode(only.Key, only.Value, only.KeyLocation)
            : new MapNode(_entries, location);
}
