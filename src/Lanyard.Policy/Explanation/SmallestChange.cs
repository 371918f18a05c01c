using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>What to change so that a refused request is allowed.</summary>
/// <param name="Layer">The layer whose policy changes.</param>
/// <param name="Advice">One line: what to do and where, as in <c>add this statement to role app</c>.</param>
/// <param name="Statement">The statement to add, as indented JSON; null when a statement is to be removed or changed.</param>
public sealed record SmallestChange(PolicyLayer Layer, string Advice, string? Statement)
{
    /// <summary>What kind of change it is.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>The statement that is to be changed; null when one is to be added.</summary>
    public StatementPlace? Place { get; init; }

    /// <summary>The entry of that statement that is to be widened; null for every other kind of change.</summary>
    public ElementChange? Element { get; init; }

    /// <summary>The places of the organization whose control policies are silent, each of which needs the statement.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];
}

/// <summary>The kinds of change that let a refused request through.</summary>
public enum ChangeKind
{
    /// <summary>To add a statement.</summary>
    AddStatement,

    /// <summary>To widen an entry of a statement that came near.</summary>
    WidenElement,

    /// <summary>To change a condition of a statement, or what the request says, as people decide.</summary>
    ReviewCondition,

    /// <summary>
    /// To change the variables of a statement, the version of its policy, or what the request says, as people decide.
    /// </summary>
    ReviewVariables,

    /// <summary>To narrow a statement that denies.</summary>
    NarrowStatement,

    /// <summary>To make the session anew, with a session policy.</summary>
    AddSessionPolicy,
}

/// <summary>A statement's place.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="StatementIndex">The statement's index, from 0.</param>
/// <param name="Sid">The statement's Sid; null when it has none.</param>
/// <param name="Line">The statement's line in the document, from 1.</param>
/// <param name="Column">The statement's column, from 1, in characters.</param>
public sealed record StatementPlace(string Policy, int StatementIndex, string? Sid, int Line, int Column);
