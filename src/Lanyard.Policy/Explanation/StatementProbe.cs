using Lanyard.Policy.Conditions;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Looks at one statement against one request and says what keeps it from matching.</summary>
internal sealed class StatementProbe
{
    private const int ShownValues = 3;

    private readonly AuthorizationRequest _request;
    private readonly List<(MissedElement Element, string Detail)> _misses = [];

    private StatementProbe(AuthorizationRequest request, CompiledStatement statement)
    {
        _request = request;
        Statement = statement;
    }

    /// <summary>The elements, by how far a statement is off that misses them.</summary>
    private enum MissedElement
    {
        Condition = 1,
        Resource = 2,
        Principal = 3,
        Action = 4,
    }

    public CompiledStatement Statement { get; }

    /// <summary>Whether the statement is about the request's action, its other elements aside.</summary>
    public bool IsActionCovered { get; private set; }

    /// <summary>The first element that did not match; null when all did.</summary>
    public string? Element => _misses.Count == 0 ? null : _misses[0].Element.ToString();

    /// <summary>Whether nothing but conditions keeps the statement from matching.</summary>
    public bool IsConditionAlone => _misses.TrueForAll(miss => miss.Element == MissedElement.Condition);

    /// <summary>Whether a reader would see the likeness: the same action, or a single element missed in the same service.</summary>
    public bool IsNear => IsActionCovered || (_misses.Count == 1 && IsSameService());

    /// <summary>Smaller is nearer: by what was missed, then by how much of the action and resource no pattern shares.</summary>
    public (int Missed, int Unshared) Distance =>
        (
            _misses.Sum(miss => (int)miss.Element),
            Unshared(_request.Action, Statement.Source.Actions, StringComparison.OrdinalIgnoreCase)
                + Unshared(_request.Resource, Statement.Source.Resources, StringComparison.Ordinal)
        );

    public static StatementProbe Of(AuthorizationRequest request, CompiledStatement statement, bool hasBoundary)
    {
        var probe = new StatementProbe(request, statement);
        probe.Look(hasBoundary);
        return probe;
    }

    public NearMiss ToNearMiss()
    {
        var source = Statement.Source;
        var detail = string.Join("; ", _misses.Select(miss => miss.Detail));
        return new(Statement.Policy.Name, source.Index, source.Sid, source.Line, Element ?? "", detail);
    }

    private void Look(bool hasBoundary)
    {
        var scope = new RequestScope(_request, hasBoundary, new char[_request.Action.Length]);
        var source = Statement.Source;
        IsActionCovered = Statement.CoversAction(scope.Action);
        if (!IsActionCovered)
        {
            Miss(MissedElement.Action, Compare(_request.Action, source.Actions, source.IsNotAction));
        }

        if (!Statement.CoversResource(scope.Resource, scope.Context))
        {
            Miss(MissedElement.Resource, Compare(_request.Resource, source.Resources, source.IsNotResource));
        }

        if (Statement.CoversPrincipal(scope.Principal, hasBoundary) == GrantStrength.None)
        {
            var names = source.Principals!.Names.Select(name => name.Value);
            var asked = _request.Principal.RoleArn ?? _request.Principal.Arn;
            Miss(MissedElement.Principal, Compare(asked, names, source.Principals.IsNot));
        }

        foreach (var condition in Statement.Conditions.Where(condition => !condition.Holds(_request.Context)))
        {
            Miss(MissedElement.Condition, Describe(condition));
        }
    }

    private void Miss(MissedElement element, string detail) => _misses.Add((element, detail));

    private static string Compare(string asked, IEnumerable<string> listed, bool isNot) =>
        isNot ? $"`{asked}` is excepted by {Quote(listed)}" : $"`{asked}` does not match {Quote(listed)}";

    private string Describe(Condition condition)
    {
        var source = condition.Source;
        var wanted = source.Values.IsEmpty ? "nothing" : Quote(source.Values);
        var has =
            _request.Context.TryGet(source.Key, out var values) && values.Length > 0
                ? $"has {Quote(values.ToArray())}"
                : "has no value for it";
        return $"`{source.Operator}` on `{source.Key}` wants {wanted}; the request {has}";
    }

    private static string Quote(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        var shown = string.Join(", ", all.Take(ShownValues).Select(text => $"`{text}`"));
        return all.Count > ShownValues ? $"{shown} and {all.Count - ShownValues} more" : shown;
    }

    private bool IsSameService()
    {
        var service = _request.Action.AsSpan(0, _request.Action.IndexOf(':') + 1);
        foreach (var action in Statement.Source.Actions)
        {
            if (action.AsSpan().StartsWith(service, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Unshared(string asked, IReadOnlyCollection<string> patterns, StringComparison comparison) =>
        patterns.Count == 0 ? 0 : patterns.Min(pattern => asked.Length - SharedLength(asked, pattern, comparison));

    private static int SharedLength(string asked, string pattern, StringComparison comparison)
    {
        var length = Math.Min(asked.Length, pattern.Length);
        while (length > 0 && string.Compare(asked, 0, pattern, 0, length, comparison) != 0)
        {
            length--;
        }

        return length;
    }
}
