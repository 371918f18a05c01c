using Lanyard.Policy.Conditions;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>A statement made ready to be matched; each question it answers is one element of it.</summary>
internal sealed class CompiledStatement(
    CompiledPolicy policy,
    PolicyStatement source,
    PolicyVersion version,
    PolicySettings settings
)
{
    private readonly ArnPattern[] _resources =
    [
        .. source.Resources.Select(resource => ArnPattern.ForResource(resource, version, settings)),
    ];

    private readonly Condition[] _conditions =
    [
        .. source.Conditions.Select(condition => Condition.Compile(condition, version, settings)),
    ];

    private readonly PrincipalMatcher? _principals = source.Principals is null
        ? null
        : new PrincipalMatcher(source.Principals, settings);

    public CompiledPolicy Policy { get; } = policy;

    public PolicyStatement Source { get; } = source;

    public ActionPattern[] Actions { get; } = [.. source.Actions.Select(action => new ActionPattern(action))];

    /// <summary>The services whose actions it names, in lower case; empty when it names what it is not about.</summary>
    public IEnumerable<string> Services =>
        Source.IsNotAction ? [] : Actions.Select(action => action.Service).OfType<string>();

    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>
    /// What a resource begins with that it is about: one text at least, none of which begins with another.
    /// </summary>
    public IReadOnlyList<string> ResourceBeginnings
    {
        get
        {
            if (Source.IsNotResource || _resources.Length == 0)
            {
                return [""];
            }

            // In order, all that begin with one text follow it.
            var beginnings = new List<string>();
            foreach (var one in _resources.Select(pattern => pattern.Beginning).Order(StringComparer.Ordinal))
            {
                if (beginnings.Count == 0 || !one.StartsWith(beginnings[^1], StringComparison.Ordinal))
                {
                    beginnings.Add(one);
                }
            }

            return beginnings;
        }
    }

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

    /// <summary>The same, when some keys are unknown and the statement counts from a certain truth on.</summary>
    public GrantStrength Match(in RequestScope scope, Truth least) =>
        Consider(scope) >= least ? CoversPrincipal(scope.Principal, scope.HasBoundary) : GrantStrength.None;

    /// <summary>Whether resource and conditions match, as far as that is known.</summary>
    public Truth Consider(in RequestScope scope)
    {
        var unknownKeys = scope.UnknownKeys!;
        var truth = _resources.Length == 0 ? Truth.True : Truth.False;
        foreach (var pattern in _resources)
        {
            truth = truth.Or(pattern.Consider(scope.Resource, scope.Context, unknownKeys));
        }

        truth = truth.NotIf(Source.IsNotResource);
        foreach (var condition in _conditions)
        {
            truth = truth.And(condition.Consider(scope.Context, unknownKeys));
        }

        return truth;
    }

    /// <summary>The condition keys that it looks at, those of policy variables among them.</summary>
    public IEnumerable<string> Keys =>
        _conditions
            .SelectMany(condition => condition.VariableKeys.Prepend(condition.Source.Key))
            .Concat(_resources.SelectMany(pattern => pattern.VariableKeys));
}
