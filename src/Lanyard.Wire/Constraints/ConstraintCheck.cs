namespace Lanyard.Wire.Constraints;

/// <summary>The words that generated code checks constraints with; collects what is violated.</summary>
internal sealed class ConstraintCheck
{
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

    /// <summary>The number of a list's or map's items, or of a blob's bytes.</summary>
    public void Count(string name, int? count, string shown, int? min = null, int? max = null)
    {
        if (count > max)
        {
            Add(name, $"'{shown}'", $"Member must have length less than or equal to {WireValue.Format(max.Value)}");
        }

        if (count < min)
        {
            Add(name, $"'{shown}'", $"Member must have length greater than or equal to {WireValue.Format(min.Value)}");
        }
    }

    public void List<T>(string name, IReadOnlyList<T>? items, int? min = null, int? max = null) =>
        Count(name, items?.Count, Shown(items), min, max);

    public void Map<T>(string name, IReadOnlyDictionary<string, T>? items, int? min = null, int? max = null) =>
        Count(name, items?.Count, Shown(items), min, max);

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

    private static string Shown<T>(IEnumerable<T>? items) => $"[{string.Join(", ", items ?? [])}]";

    private void In<T>(string name, T value, Action<ConstraintCheck, T> check)
    {
        var outer = _path;
        _path = $"{outer}{name}.";
        check(this, value);
        _path = outer;
    }

    private void Add(string name, string? value, string rule) => _violations.Add(new(_path + name, value, rule));
}
