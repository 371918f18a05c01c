using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>One statement of a policy as written, single values as lists of one.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html" />
public sealed class PolicyStatement
{
    internal PolicyStatement() { }

    /// <summary>The place among the document's statements, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The statement's name; null when it has none.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether it allows or denies.</summary>
    public required Effect Effect { get; init; }

    /// <summary>The principals it names; null in kinds of policies that name none.</summary>
    public StatementPrincipals? Principals { get; init; }

    /// <summary>The patterns of <c>Action</c> or <c>NotAction</c>; never empty.</summary>
    public required ImmutableArray<string> Actions { get; init; }

    /// <summary>Whether the actions are those it is <em>not</em> about.</summary>
    public required bool IsNotAction { get; init; }

    /// <summary>The patterns of <c>Resource</c> or <c>NotResource</c>; empty where the resource is implied.</summary>
    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>Whether the resources are those it is <em>not</em> about.</summary>
    public required bool IsNotResource { get; init; }

    /// <summary>The conditions, one for each key under each operator; all must hold.</summary>
    public required ImmutableArray<StatementCondition> Conditions { get; init; }

    /// <summary>The line where the statement begins, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column where the statement begins, from 1, in characters.</summary>
    public required int Column { get; init; }
}
