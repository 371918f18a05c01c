using System.Collections.Immutable;
using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Evaluation;

/// <summary>A policy made ready to be evaluated many times; immutable and safe to share between threads.</summary>
public sealed class CompiledPolicy
{
    private CompiledPolicy(PolicyDocument document, PolicyKind kind, string name)
    {
        Document = document;
        Kind = kind;
        Name = name;
        Statements =
        [
            .. document.Statements.Select(statement => new CompiledStatement(this, statement, document.Version)),
        ];
        Index = StatementIndex.Of([this]);
    }

    /// <summary>The document it was made from.</summary>
    public PolicyDocument Document { get; }

    /// <summary>What the policy is attached to.</summary>
    public PolicyKind Kind { get; }

    /// <summary>What explanations call it: a managed policy's ARN, or the name of an inline policy.</summary>
    public string Name { get; }

    internal ImmutableArray<CompiledStatement> Statements { get; }

    /// <summary>The policy's statements as a layer of their own.</summary>
    internal StatementIndex Index { get; }

    /// <summary>Compiles a document.</summary>
    public static CompiledPolicy Compile(PolicyDocument document, PolicyKind kind, string name) =>
        new(document, kind, name);
}
