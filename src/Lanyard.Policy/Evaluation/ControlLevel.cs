using System.Collections.Immutable;

namespace Lanyard.Policy.Evaluation;

/// <summary>The control policies that are attached to one place of an organization: its root, a unit or an account.</summary>
/// <param name="Target">What they are attached to, as in <c>r-root</c>, <c>ou-1</c> or an account.</param>
/// <param name="Policies">The policies; a level without any allows nothing.</param>
public sealed record ControlLevel(string Target, ImmutableArray<CompiledPolicy> Policies)
{
    /// <summary>The policies as one layer.</summary>
    internal StatementIndex Index { get; } = StatementIndex.Of(Policies);
}
