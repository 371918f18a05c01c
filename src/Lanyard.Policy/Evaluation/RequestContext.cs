using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Evaluation;

/// <summary>The condition keys of a request with their values; a key holds zero, one or several texts.</summary>
/// <remarks>Key names fold case. Dates are ISO 8601 in UTC, numbers and booleans as text. Not safe for concurrent writes.</remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html" />
public sealed class RequestContext
{
    private readonly Dictionary<string, string[]> _values = new(StringComparer.OrdinalIgnoreCase);
    private HashSet<string>? _multivalued;

    /// <summary>The keys present, with their values.</summary>
    public IReadOnlyDictionary<string, string[]> Values => _values;

    /// <summary>A context that nobody writes to.</summary>
    internal static RequestContext Empty { get; } = new();

    /// <summary>Sets a key to one value.</summary>
    public RequestContext Set(string key, string value) => Set(key, [value]);

    /// <summary>Sets a key to several values; an empty array is "present but empty".</summary>
    public RequestContext Set(string key, string[] values)
    {
        _values[key] = values;
        return this;
    }

    /// <summary>
    /// Says that a key holds a set by nature, however many values it has: only <c>ForAllValues</c> and
    /// <c>ForAnyValue</c> compare it. AWS's own keys for sets, such as <c>aws:TagKeys</c>, are known already.
    /// </summary>
    public RequestContext DeclareMultivalued(string key)
    {
        _multivalued ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        _multivalued.Add(key);
        return this;
    }

    /// <summary>Finds a key's values; false when the key is absent.</summary>
    public bool TryGet(string key, out ReadOnlySpan<string> values)
    {
        var found = _values.TryGetValue(key, out var array);
        values = array;
        return found;
    }

    /// <summary>Whether a key holds a set by nature.</summary>
    public bool IsMultivalued(string key) => MultivaluedKeys.Contains(key) || IsDeclaredMultivalued(key);

    internal bool IsDeclaredMultivalued(string key) => _multivalued is not null && _multivalued.Contains(key);
}
