using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>What counts as a match while the layers are walked; a struct, so that each walk is compiled for its own.</summary>
internal interface IStatementMatching
{
    /// <summary>How closely a statement is about the request, its action aside, which matches already.</summary>
    static abstract GrantStrength Match(CompiledStatement statement, in RequestScope scope);
}

/// <summary>Every value is known.</summary>
internal readonly struct KnownMatching : IStatementMatching
{
    public static GrantStrength Match(CompiledStatement statement, in RequestScope scope) => statement.Match(scope);
}

/// <summary>What depends on unknown values falls out for the caller.</summary>
internal readonly struct HopefulMatching : IStatementMatching
{
    public static GrantStrength Match(CompiledStatement statement, in RequestScope scope) =>
        statement.Match(scope, statement.Source.Effect == Effect.Allow ? Truth.Unknown : Truth.True);
}

/// <summary>What depends on unknown values falls out against the caller.</summary>
internal readonly struct FearfulMatching : IStatementMatching
{
    public static GrantStrength Match(CompiledStatement statement, in RequestScope scope) =>
        statement.Match(scope, statement.Source.Effect == Effect.Allow ? Truth.True : Truth.Unknown);
}

/// <summary>Only what depends on no unknown value matches.</summary>
internal readonly struct CertainMatching : IStatementMatching
{
    public static GrantStrength Match(CompiledStatement statement, in RequestScope scope) =>
        statement.Match(scope, Truth.True);
}
