using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>The statements of one layer, found by the service of an action and the beginning of a resource; immutable.</summary>
internal sealed class StatementIndex
{
    // What is about all services stands with each of them, unless that were out of all proportion.
    private const int MostCopies = 262_144;

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

        var isShared = builders.Count * (long)statements.Sum(CountEverywhere) > MostCopies;
        if (isShared)
        {
            builders.Clear();
        }

        for (var order = 0; order < statements.Count; order++)
        {
            Add(statements[order], order, isShared, builders, others);
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
        IndexEntry strongest = default;
        strength = GrantStrength.None;
        foreach (var entries in BucketOf(scope).Allows.Along(scope.Resource.Text))
        {
            foreach (ref readonly var entry in entries.AsSpan())
            {
                var found = entry.IsActionMatch(scope.Action)
                    ? TMatching.Match(entry.Statement, scope)
                    : GrantStrength.None;
                if (found > strength || (found == strength && strength != default && entry.Order < strongest.Order))
                {
                    strongest = entry;
                    strength = found;
                }
            }
        }

        return strongest.Statement;
    }

    private static int CountEverywhere(CompiledStatement statement) =>
        statement.Source.IsNotAction ? 1 : statement.Actions.Count(action => action.Service is null);

    private static void Add(
        CompiledStatement statement,
        int order,
        bool isShared,
        Dictionary<string, BucketBuilder> builders,
        BucketBuilder others
    )
    {
        if (statement.Source.IsNotAction || isShared)
        {
            AddEverywhere(new IndexEntry(statement, null, order));
            return;
        }

        foreach (var action in statement.Actions)
        {
            var entry = new IndexEntry(statement, action, order);
            if (action.Service is { } service)
            {
                builders[service].Add(entry);
            }
            else
            {
                AddEverywhere(entry);
            }
        }

        void AddEverywhere(IndexEntry entry)
        {
            others.Add(entry);
            foreach (var builder in builders.Values)
            {
                builder.Add(entry);
            }
        }
    }

    private static CompiledStatement? FindFirst<TMatching>(ResourceTree tree, in RequestScope scope)
        where TMatching : struct, IStatementMatching
    {
        CompiledStatement? first = null;
        var order = int.MaxValue;
        foreach (var entries in tree.Along(scope.Resource.Text))
        {
            CompiledStatement? last = null;
            foreach (ref readonly var entry in entries.AsSpan())
            {
                if (entry.Order >= order)
                {
                    break;
                }

                // A statement that failed by its resource or conditions fails again with its other actions.
                if (entry.IsActionMatch(scope.Action) && entry.Statement != last)
                {
                    last = entry.Statement;
                    if (TMatching.Match(last, scope) != GrantStrength.None)
                    {
                        (first, order) = (last, entry.Order);
                        break;
                    }
                }
            }
        }

        return first;
    }

    private Bucket BucketOf(in RequestScope scope) =>
        _byService.TryGetValue(scope.Action.Service, out var bucket) ? bucket : _others;

    /// <summary>What may be about the actions of one service.</summary>
    private sealed record Bucket(ResourceTree Denies, ResourceTree Allows);

    /// <summary>A bucket that still grows.</summary>
    private sealed class BucketBuilder
    {
        private readonly List<IndexEntry> _denies = [];
        private readonly List<IndexEntry> _allows = [];

        public void Add(IndexEntry entry) =>
            (entry.Statement.Source.Effect == Effect.Deny ? _denies : _allows).Add(entry);

        public Bucket ToBucket() => new(ResourceTree.Of(_denies), ResourceTree.Of(_allows));
    }
}

/// <summary>One action of a statement, or all of one that lists what it is not about.</summary>
/// <remarks>The filter stands in the entry itself, so that most are passed over without leaving the array.</remarks>
internal readonly struct IndexEntry(CompiledStatement statement, ActionPattern? action, int order)
{
    private readonly ActionFilter _filter = action?.Filter ?? default;

    public CompiledStatement Statement { get; } = statement;

    /// <summary>The statement's place among those of the layer.</summary>
    public int Order { get; } = order;

    public bool IsActionMatch(in ActionText text) =>
        _filter.LetsPass(text.Key) && (action is null ? Statement.CoversAction(text) : action.IsNameMatch(text));
}
