using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Finds the statements that came near a request.</summary>
/// <remarks>
/// Most statements are passed over as quickly as the evaluator does it: only those about the action, and those that but for
/// the action would match and name a like one, are looked at in full, and of many only those whose texts share the most.
/// </remarks>
internal sealed class NearStatements(AuthorizationRequest request, bool hasBoundary)
{
    private const int MostProbed = 32;

    private readonly char[] _buffer = new char[request.Action.Length];

    /// <summary>The statements that would allow the request but for little, nearest first.</summary>
    public IReadOnlyList<StatementProbe> Find(IEnumerable<CompiledPolicy> policies)
    {
        var candidates = policies
            .SelectMany(policy => policy.Statements)
            .Where(IsCandidate)
            .Select(statement => (Statement: statement, Unshared: UnsharedBy(statement.Source)))
            .ToList();
        var probed =
            candidates.Count > MostProbed ? candidates.OrderBy(one => one.Unshared).Take(MostProbed) : candidates;
        return
        [
            .. probed
                .Select(one => StatementProbe.Of(one.Statement, request, hasBoundary, one.Unshared))
                .OrderBy(probe => probe.Distance),
        ];
    }

    private bool IsCandidate(CompiledStatement statement)
    {
        if (statement.Source.Effect != Effect.Allow)
        {
            return false;
        }

        var scope = new RequestScope(request, hasBoundary, _buffer);
        return statement.CoversAction(scope.Action)
            ? statement.Match(scope) == GrantStrength.None
            : NamesLikeAction(statement, scope) && statement.Match(scope) != GrantStrength.None;
    }

    /// <summary>Whether a statement is about actions of the same service, or about the action of that name in another.</summary>
    private bool NamesLikeAction(CompiledStatement statement, in RequestScope scope)
    {
        for (var i = 0; i < statement.Actions.Length; i++)
        {
            if (
                scope.Action.Service.SequenceEqual(statement.Actions[i].Service)
                || ActionDifference.IsOfOtherService(statement.Source.Actions[i], request.Action)
            )
            {
                return true;
            }
        }

        return false;
    }

    private int UnsharedBy(PolicyStatement source) =>
        Unshared(request.Action, source.Actions.AsSpan(), ignoresCase: true)
        + Unshared(request.Resource, source.Resources.AsSpan(), ignoresCase: false);

    /// <summary>How much of a text no pattern shares, from its beginning.</summary>
    private static int Unshared(string asked, ReadOnlySpan<string> patterns, bool ignoresCase)
    {
        var longest = patterns.IsEmpty ? asked.Length : 0;
        foreach (var pattern in patterns)
        {
            longest = Math.Max(
                longest,
                ignoresCase ? SharedIgnoringCase(asked, pattern) : asked.AsSpan().CommonPrefixLength(pattern)
            );
        }

        return asked.Length - longest;
    }

    private static int SharedIgnoringCase(string asked, string pattern)
    {
        var length = 0;
        while (
            length < asked.Length
            && length < pattern.Length
            && char.ToUpperInvariant(asked[length]) == char.ToUpperInvariant(pattern[length])
        )
        {
            length++;
        }

        return length;
    }
}
