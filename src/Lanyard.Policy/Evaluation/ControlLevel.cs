using System.Collections.Immutable;

namespace Lanyard.Policy.Evaluation;

/// <summary>The control policies that are attached to one place of an organization: its root, a unit or an account.</summary>
/// <param name="target">What they are attached to, as in <c>r-root</c>, <c>ou-1</c> or an account.</param>
/// <param name="policies">The policies; a level without any allows nothing.</param>
public sealed class ControlLevel(string target, ImmutableArray<CompiledPolicy> policies)
{
    /// <summary>What they are attached to.</summary>
    public string Target { get; } = target;

    /// <summary>The policies; a level without any allows nothing.</summary>
    public ImmutableArray<CompiledPolicy> Policies { get; } = policies;

    /// <summary>The policies as one layer.</summary>
    internal StatementIndex Index { get; } = StatementIndex.Of(policies);
}
