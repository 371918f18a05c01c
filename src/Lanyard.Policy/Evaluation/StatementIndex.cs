using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>The statements of one layer, found by the service of an action; immutable.</summary>
internal sealed class StatementIndex
{
    private readonly Dictionary<string, Bucket>.AlternateLookup<ReadOnlySpan<char>> _byService;
    private readonly Bucket _others;

    private StatementIndex(IReadOnlyList<CompiledPolicy> policies)
    {
        var others = new BucketBuilder();
        var builders = new Dictionary<string, BucketBuilder>(StringComparer.Ordinal);
        var statements = policies.SelectMany(policy => policy.Statements).ToList();
        foreach (var service in statements.SelectMany(statement => statement.Services))
        {
            builders.TryAdd(service, new BucketBuilder());
        }

        foreach (var statement in statements)
        {
            Add(statement, builders, others);
        }

        _others = others.ToBucket();
        _byService = builders
            .ToDictionary(builder => builder.Key, builder => builder.Value.ToBucket(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static StatementIndex Empty { get; } = new([]);

    public static StatementIndex Of(IReadOnlyList<CompiledPolicy> policies) =>
        policies.Count == 0 ? Empty : new StatementIndex(policies);

    /// <summary>The first statement that denies the request, or null.</summary>
    public CompiledStatement? FindDeny<TMatching>(in RequestScope scope)
        where TMatching : struct, IStatementMatching => FindFirst<TMatching>(BucketOf(scope).Denies, scope);

    /// <summary>The first statement that allows the request, or null.</summary>
    public CompiledStatement? FindAllow<TMatching>(in RequestScope scope)
        where TMatching : struct, IStatementMatching => FindFirst<TMatching>(BucketOf(scope).Allows, scope);

    /// <summary>The statement that allows the request naming the principal most closely, or null.</summary>
    public CompiledStatement? FindStrongestAllow<TMatching>(in RequestScope scope, out GrantStrength strength)
        where TMatching : struct, IStatementMatching
    {
        CompiledStatement? strongest = null;
        strength = GrantStrength.None;
        foreach (ref readonly var entry in BucketOf(scope).Allows.AsSpan())
        {
            var found = entry.IsActionMatch(scope.Action)
                ? TMatching.Match(entry.Statement, scope)
                : GrantStrength.None;
            if (found > strength)
            {
                strongest = entry.Statement;
                strength = found;
            }
        }

        return strongest;
    }

    private static void Add(
        CompiledStatement statement,
        Dictionary<string, BucketBuilder> builders,
        BucketBuilder others
    )
    {
        if (statement.Source.IsNotAction)
        {
            AddEverywhere(null);
            return;
        }

        foreach (var action in statement.Actions)
        {
            if (action.Service is { } service)
            {
                builders[service].Add(statement, action);
            }
            else
            {
                AddEverywhere(action);
            }
        }

        void AddEverywhere(ActionPattern? action)
        {
            others.Add(statement, action);
            foreach (var builder in builders.Values)
            {
                builder.Add(statement, action);
            }
        }
    }

    private static CompiledStatement? FindFirst<TMatching>(Entry[] entries, in RequestScope scope)
        where TMatching : struct, IStatementMatching
    {
        CompiledStatement? last = null;
        foreach (ref readonly var entry in entries.AsSpan())
        {
            // A statement that failed by its resource or conditions fails again with its other actions.
            if (entry.IsActionMatch(scope.Action) && entry.Statement != last)
            {
                last = entry.Statement;
                if (TMatching.Match(last, scope) != GrantStrength.None)
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
    /// <remarks>The filter stands in the entry itself, so that most are passed over without leaving the array.</remarks>
    private readonly struct Entry(CompiledStatement statement, ActionPattern? action)
    {
        private readonly ActionFilter _filter = action?.Filter ?? default;

        public CompiledStatement Statement { get; } = statement;

        public bool IsActionMatch(in ActionText text) =>
            _filter.LetsPass(text.Key) && (action is null ? Statement.CoversAction(text) : action.IsNameMatch(text));
    }

    /// <summary>What may be about the actions of one service, in the order of the documents.</summary>
    private sealed record Bucket(Entry[] Denies, Entry[] Allows);

    /// <summary>A bucket that still grows.</summary>
    private sealed class BucketBuilder
    {
        private readonly List<Entry> _denies = [];
        private readonly List<Entry> _allows = [];

        public void Add(CompiledStatement statement, ActionPattern? action) =>
            (statement.Source.Effect == Effect.Deny ? _denies : _allows).Add(new Entry(statement, action));

        public Bucket ToBucket() => new([.. _denies], [.. _allows]);
    }
}
