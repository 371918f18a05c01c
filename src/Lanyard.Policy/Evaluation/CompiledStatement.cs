using Lanyard.Policy.Conditions;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>A statement made ready to be matched; each question it answers is one element of it.</summary>
internal sealed class CompiledStatement(CompiledPolicy policy, PolicyStatement source, PolicyVersion version)
{
    private readonly ArnPattern[] _resources =
    [
        .. source.Resources.Select(resource => ArnPattern.ForResource(resource, version)),
    ];

    private readonly Condition[] _conditions =
    [
        .. source.Conditions.Select(condition => Condition.Compile(condition, version)),
    ];

    private readonly PrincipalMatcher? _principals = source.Principals is null
        ? null
        : new PrincipalMatcher(source.Principals);

    public CompiledPolicy Policy { get; } = policy;

    public PolicyStatement Source { get; } = source;

    public ActionPattern[] Actions { get; } = [.. source.Actions.Select(action => new ActionPattern(action))];

    /// <summary>The services whose actions it names, in lower case; empty when it names what it is not about.</summary>
    public IEnumerable<string> Services =>
        Source.IsNotAction ? [] : Actions.Select(action => action.Service).OfType<string>();

    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>Whether the statement is about the request's action.</summary>
    public bool CoversAction(in ActionText action)
    {
        foreach (var pattern in Actions)
        {
            if (pattern.IsMatch(action))
            {
                return !Source.IsNotAction;
            }
        }

        return Source.IsNotAction;
    }

    /// <summary>Whether the statement is about the request's resource.</summary>
    public bool CoversResource(in ArnText resource, RequestContext context)
    {
        foreach (var pattern in _resources)
        {
            if (pattern.IsMatch(resource, context))
            {
                return !Source.IsNotResource;
            }
        }

        return Source.IsNotResource || _resources.Length == 0;
    }

    /// <summary>How closely the statement names the principal; statements that name none are about their bearer.</summary>
    public GrantStrength CoversPrincipal(Principal principal, bool hasBoundary) =>
        _principals is null ? GrantStrength.Direct : _principals.Match(principal, hasBoundary);

    /// <summary>Whether all conditions hold.</summary>
    public bool ConditionsHold(RequestContext context)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(context))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How closely the statement is about the request, its action aside.</summary>
    public GrantStrength Match(in RequestScope scope)
    {
        if (!CoversResource(scope.Resource, scope.Context))
        {
            return GrantStrength.None;
        }

        var strength = CoversPrincipal(scope.Principal, scope.HasBoundary);
        return strength != GrantStrength.None && ConditionsHold(scope.Context) ? strength : GrantStrength.None;
    }
}
