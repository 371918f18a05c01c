namespace Lanyard.Wire.Constraints;

/// <summary>The words that generated code checks constraints with; collects what is violated.</summary>
internal sealed class ConstraintCheck
{
    // An error repeats what was sent, but no caller chooses how much of this server's memory that takes.
    private const int MostViolations = 100;
    private const int ShownItems = 100;
    private const int ShownCharacters = 4096;

    private readonly List<ConstraintViolation> _violations = [];
    private string _path = "";

    /// <summary>The violations of a whole input.</summary>
    public static IReadOnlyList<ConstraintViolation> Of<T>(T input, Action<ConstraintCheck, T> check)
    {
        var all = new ConstraintCheck();
        check(all, input);
        return all._violations;
    }

    /// <summary>A member must be there.</summary>
    public void Required(string name, object? value)
    {
        if (value is null)
        {
            Add(name, "null", "Member must not be null");
        }
    }

    public void Text(string name, string? value, TextLimits limits)
    {
        foreach (var rule in value is null ? [] : limits.Broken(value))
        {
            Add(name, $"'{value}'", rule);
        }
    }

    public void Text(string name, Secret? value, TextLimits limits)
    {
        foreach (var rule in value is null ? [] : limits.Broken(value.Reveal()))
        {
            Add(name, value: null, rule);
        }
    }

    public void Number(string name, long? value, long? min = null, long? max = null)
    {
        if (value > max)
        {
            Add(
                name,
                Quoted(value.Value),
                $"Member must have value less than or equal to {WireValue.Format(max.Value)}"
            );
        }

        if (value < min)
        {
            Add(
                name,
                Quoted(value.Value),
                $"Member must have value greater than or equal to {WireValue.Format(min.Value)}"
            );
        }
    }

    /// <summary>The bytes of a blob.</summary>
    public void Count(string name, int? count, string shown, int? min = null, int? max = null)
    {
        if (count > max || count < min)
        {
            AddLength(name, count.Value, shown, min, max);
        }
    }

    public void List<T>(string name, IReadOnlyList<T>? items, int? min = null, int? max = null)
    {
        if (items?.Count > max || items?.Count < min)
        {
            AddLength(name, items.Count, Shown(items), min, max);
        }
    }

    public void Map<T>(string name, IReadOnlyDictionary<string, T>? items, int? min = null, int? max = null)
    {
        if (items?.Count > max || items?.Count < min)
        {
            AddLength(name, items.Count, Shown(items), min, max);
        }
    }

    /// <summary>A list that the model does not bound, as services say it that look after that themselves.</summary>
    public void AtMost<T>(string name, IReadOnlyCollection<T>? items, int most)
    {
        if (items?.Count > most)
        {
            AddLength(name, items.Count, Shown(items), min: null, most, mostItems: most);
        }
    }

    /// <summary>Each text of a list; the violation names all rules at once.</summary>
    public void Texts(string name, IReadOnlyList<string>? items, TextLimits limits)
    {
        if (items?.Any(item => limits.Broken(item).Any()) is true)
        {
            Add(name, $"'{Shown(items)}'", $"Member must satisfy constraint: [{string.Join(", ", limits.Rules)}]");
        }
    }

    public void Shape<T>(string name, T? value, Action<ConstraintCheck, T> check)
        where T : class
    {
        if (value is not null)
        {
            In(name, value, check);
        }
    }

    /// <summary>Each structure of a list.</summary>
    public void Shapes<T>(string name, IReadOnlyList<T>? items, Action<ConstraintCheck, T> check)
    {
        for (var i = 0; i < items?.Count; i++)
        {
            In($"{name}.{WireValue.Format(i + 1)}.member", items[i], check);
        }
    }

    private static string Quoted(long value) => $"'{WireValue.Format(value)}'";

    // What is too long is not made longer by repeating all of it.
    private static string Shown<T>(IEnumerable<T>? items) => $"[{string.Join(", ", (items ?? []).Take(ShownItems))}]";

    private void AddLength(string name, int count, string shown, int? min, int? max, int? mostItems = null) =>
        Add(
            name,
            $"'{shown}'",
            count > max
                ? $"Member must have length less than or equal to {WireValue.Format(max.Value)}"
                : $"Member must have length greater than or equal to {WireValue.Format(min!.Value)}",
            mostItems
        );

    private void In<T>(string name, T value, Action<ConstraintCheck, T> check)
    {
        var outer = _path;
        _path = $"{outer}{name}.";
        check(this, value);
        _path = outer;
    }

    private void Add(string name, string? value, string rule, int? mostItems = null)
    {
        if (_violations.Count < MostViolations)
        {
            _violations.Add(new(_path + name, Cut(value), rule) { MostItems = mostItems });
        }
    }

    private static string? Cut(string? value) =>
        value?.Length > ShownCharacters ? string.Concat(value.AsSpan(0, ShownCharacters), "…'") : value;
}
