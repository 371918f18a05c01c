using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Looks at one statement that a request did not match, and says what kept it from matching.</summary>
internal sealed class StatementProbe
{
    private StatementProbe(CompiledStatement statement, List<Difference> differences, int unshared)
    {
        Statement = statement;
        Differences = differences;
        Distance = (differences.Sum(difference => difference.Weight), unshared);
    }

    public CompiledStatement Statement { get; }

    /// <summary>What the statement's elements differ in, in the order action, resource, principal, conditions; never empty.</summary>
    public IReadOnlyList<Difference> Differences { get; }

    /// <summary>Whether nothing but conditions keeps the statement from matching.</summary>
    public bool IsConditionAlone => Differences.All(difference => difference.Element == MissedElement.Condition);

    /// <summary>Smaller is nearer: by what was missed, then by how much of the action and resource no pattern shares.</summary>
    public (int Missed, int Unshared) Distance { get; }

    /// <summary>What was missed, in one line.</summary>
    public string Detail => string.Join("; ", Differences.Select(difference => difference.Detail));

    /// <summary>Probes a statement.</summary>
    /// <param name="statement">A statement that does not match.</param>
    /// <param name="request">The request.</param>
    /// <param name="hasBoundary">Whether the principal has a permissions boundary.</param>
    /// <param name="unshared">How much of the action and resource no pattern of the statement shares.</param>
    public static StatementProbe Of(
        CompiledStatement statement,
        AuthorizationRequest request,
        bool hasBoundary,
        int unshared
    )
    {
        var scope = new RequestScope(request, hasBoundary, new char[request.Action.Length]);
        var source = statement.Source;
        var differences = new List<Difference>();
        if (!statement.CoversAction(scope.Action))
        {
            differences.Add(ActionDifference.Find(source, request.Action));
        }

        if (!statement.CoversResource(scope.Resource, scope.Context))
        {
            differences.Add(ResourceDifference.Find(source, request, statement.Policy));
        }

        if (statement.CoversPrincipal(scope.Principal, hasBoundary) == GrantStrength.None)
        {
            differences.Add(PrincipalDifference.Find(source.Principals!, request.Principal));
        }

        for (var i = 0; i < statement.Conditions.Count; i++)
        {
            if (!statement.Conditions[i].Holds(request.Context))
            {
                differences.Add(
                    ConditionDifference.Find(statement.Conditions[i], i, statement.Policy, request.Context)
                );
            }
        }

        return new StatementProbe(statement, differences, unshared);
    }

    public NearMiss ToNearMiss()
    {
        var source = Statement.Source;
        var first = Differences[0];
        return new(Statement.Policy.Name, source.Index, source.Sid, source.Line, first.Element.ToString(), Detail)
        {
            Kind = first.Kind,
        };
    }
}
