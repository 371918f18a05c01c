using System.Collections.Frozen;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>The statements of one layer, found by the service of an action; immutable.</summary>
internal sealed class StatementIndex
{
    private readonly FrozenDictionary<string, Bucket>.AlternateLookup<ReadOnlySpan<char>> _byService;
    private readonly Bucket _others;

    private StatementIndex(IReadOnlyList<CompiledPolicy> policies)
    {
        var statements = policies.SelectMany(policy => policy.Statements).ToList();
        var services = statements
            .Where(statement => !statement.Source.IsNotAction)
            .SelectMany(statement => statement.Actions)
            .Select(action => action.Service)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        _byService = services
            .ToFrozenDictionary(service => service, service => Bucket.Of(statements, service), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
        _others = Bucket.Of(statements, null);
    }

    public static StatementIndex Empty { get; } = new([]);

    public static StatementIndex Of(IReadOnlyList<CompiledPolicy> policies) =>
        policies.Count == 0 ? Empty : new StatementIndex(policies);

    /// <summary>The first statement that denies the request, or null.</summary>
    public CompiledStatement? FindDeny(in RequestScope scope) => FindFirst(BucketOf(scope).Denies, scope);

    /// <summary>The first statement that allows the request, or null.</summary>
    public CompiledStatement? FindAllow(in RequestScope scope) => FindFirst(BucketOf(scope).Allows, scope);

    /// <summary>The statement that allows the request naming the principal most closely, or null.</summary>
    public CompiledStatement? FindStrongestAllow(in RequestScope scope, out GrantStrength strength)
    {
        CompiledStatement? strongest = null;
        strength = GrantStrength.None;
        foreach (ref readonly var entry in BucketOf(scope).Allows.AsSpan())
        {
            var found = entry.IsActionMatch(scope.Action) ? entry.Statement.Match(scope) : GrantStrength.None;
            if (found > strength)
            {
                strongest = entry.Statement;
                strength = found;
            }
        }

        return strongest;
    }

    private static CompiledStatement? FindFirst(Entry[] entries, in RequestScope scope)
    {
        CompiledStatement? last = null;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            // A statement that failed by its resource or conditions fails again with its other actions.
            if (entry.IsActionMatch(scope.Action) && entry.Statement != last)
            {
                last = entry.Statement;
                if (last.Match(scope) != GrantStrength.None)
                {
                    return last;
                }
            }
        }

        return null;
    }

    private Bucket BucketOf(in RequestScope scope) =>
        _byService.TryGetValue(scope.Action.Service, out var bucket) ? bucket : _others;

    /// <summary>One action of a statement, or all of one that lists what it is not about.</summary>
    private readonly struct Entry(CompiledStatement statement, ActionPattern? action)
    {
        public CompiledStatement Statement { get; } = statement;

        public bool IsActionMatch(in ActionText text) =>
            action is null ? Statement.CoversAction(text) : action.IsNameMatch(text);
    }

    /// <summary>What may be about the actions of one service, in the order of the documents.</summary>
    private sealed record Bucket(Entry[] Denies, Entry[] Allows)
    {
        public static Bucket Of(List<CompiledStatement> statements, string? service) =>
            new(Entries(statements, service, Effect.Deny), Entries(statements, service, Effect.Allow));

        private static Entry[] Entries(List<CompiledStatement> statements, string? service, Effect effect) =>
            [
                .. statements
                    .Where(statement => statement.Source.Effect == effect)
                    .SelectMany(statement => Entries(statement, service)),
            ];

        private static IEnumerable<Entry> Entries(CompiledStatement statement, string? service) =>
            statement.Source.IsNotAction
                ? [new Entry(statement, null)]
                : statement
                    .Actions.Where(action =>
                        action.Service is null || string.Equals(action.Service, service, StringComparison.Ordinal)
                    )
                    .Select(action => new Entry(statement, action));
    }
}
