using System.Collections;

namespace Lanyard.Wire;

/// <summary>HTTP headers in the order they came; names fold case and may repeat.</summary>
public sealed class WireHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _entries = [];

    /// <summary>The first value of a header; null when it is absent. Setting replaces all values, null removes them.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _entries)
            {
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return null;
        }
        set
        {
            _entries.RemoveAll(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase));
            if (value is not null)
            {
                Add(name, value);
            }
        }
    }

    /// <summary>Adds a value behind those already there.</summary>
    public void Add(string name, string value) => _entries.Add(new(name, value));

    /// <summary>Goes through the headers in the order they came, without allocation.</summary>
    public List<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() =>
        GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
