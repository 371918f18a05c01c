using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Lanyard.Policy.Evaluation;

/// <summary>
/// Values of condition keys that a permission comes with, in the order they were said; immutable. A key holds zero, one
/// or several texts, and zero is "present but empty"; a key that is not here is absent.
/// </summary>
/// <remarks>
/// Key names fold case when they are compared, as in <see cref="RequestContext" />; where a key is said twice, the later
/// values replace the earlier ones in <see cref="AddTo" />. Two are equal when they say the same keys and values in the
/// same order.
/// </remarks>
/// <example><c>ConditionValues.None.With("iam:PolicyARN", arn).With("aws:TagKeys", keys)</c></example>
[CollectionBuilder(typeof(ConditionValues), nameof(Of))]
public sealed class ConditionValues : IReadOnlyList<KeyValuePair<string, string[]>>, IEquatable<ConditionValues>
{
    private readonly ImmutableArray<KeyValuePair<string, string[]>> _values;

    private ConditionValues(ImmutableArray<KeyValuePair<string, string[]>> values) => _values = values;

    /// <summary>No key at all.</summary>
    public static ConditionValues None { get; } = new([]);

    /// <summary>How many keys were said.</summary>
    public int Count => _values.Length;

    /// <summary>The key at a place, with its values.</summary>
    public KeyValuePair<string, string[]> this[int index] => _values[index];

    /// <summary>Keys with their values; what a collection expression makes.</summary>
    public static ConditionValues Of(ReadOnlySpan<KeyValuePair<string, string[]>> values) =>
        values.IsEmpty ? None : new([.. values]);

    /// <summary>These, and a key with one value.</summary>
    /// <param name="key">As in <c>iam:PolicyARN</c>.</param>
    /// <param name="value">The value; null leaves the key absent.</param>
    public ConditionValues With(string key, string? value) => value is null ? this : With(key, [value]);

    /// <summary>These, and a key with several values.</summary>
    /// <param name="key">As in <c>aws:TagKeys</c>.</param>
    /// <param name="values">The values; none is "present but empty".</param>
    public ConditionValues With(string key, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_values.Add(new KeyValuePair<string, string[]>(key, [.. values])));
    }

    /// <summary>These, and then those of another.</summary>
    public ConditionValues Concat(IEnumerable<KeyValuePair<string, string[]>> others)
    {
        var joined = _values.AddRange(others);
        return joined.Length == Count ? this : new ConditionValues(joined);
    }

    /// <summary>Sets the keys in the context of a request.</summary>
    public void AddTo(RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var (key, values) in _values)
        {
            context.Set(key, values);
        }
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string[]>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, string[]>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc />
    public bool Equals(ConditionValues? other) =>
        other is not null
        && Count == other.Count
        && _values.Zip(other._values).All(pair => IsSame(pair.First, pair.Second));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ConditionValues);

    /// <inheritdoc />
    public override int GetHashCode() =>
        _values.Aggregate(
            Count,
            (hash, one) => HashCode.Combine(hash, StringComparer.OrdinalIgnoreCase.GetHashCode(one.Key))
        );

    /// <summary>As in <c>iam:PolicyARN=arn:…; aws:TagKeys=a,b</c>.</summary>
    public override string ToString() =>
        string.Join("; ", _values.Select(one => $"{one.Key}={string.Join(',', one.Value)}"));

    private static bool IsSame(KeyValuePair<string, string[]> one, KeyValuePair<string, string[]> other) =>
        one.Key.Equals(other.Key, StringComparison.OrdinalIgnoreCase) && one.Value.AsSpan().SequenceEqual(other.Value);
}
