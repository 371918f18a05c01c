using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>A policy made ready to be evaluated many times; immutable and safe to share between threads.</summary>
public sealed class CompiledPolicy
{
    private CompiledPolicy(PolicyDocument document, PolicyKind kind, string name, PolicySettings settings)
    {
        Document = document;
        Kind = kind;
        Name = name;
        Settings = settings;
        Statements =
        [
            .. document.Statements.Select(statement => new CompiledStatement(
                this,
                statement,
                document.Version,
                settings
            )),
        ];
        Index = StatementIndex.Of([this]);
    }

    /// <summary>The document it was made from.</summary>
    public PolicyDocument Document { get; }

    /// <summary>What the policy is attached to.</summary>
    public PolicyKind Kind { get; }

    /// <summary>
    /// What explanations call it: a managed policy's ARN, the name of an inline policy, or what it is of, as in
    /// <c>trust policy of app</c>.
    /// </summary>
    public string Name { get; }

    /// <summary>How what AWS leaves open is read.</summary>
    internal PolicySettings Settings { get; }

    internal ImmutableArray<CompiledStatement> Statements { get; }

    /// <summary>The policy's statements as a layer of their own.</summary>
    internal StatementIndex Index { get; }

    /// <summary>
    /// Whether a statement is about an action on a resource, whoever asks and whatever its conditions say; for those who
    /// report which grants were used.
    /// </summary>
    /// <param name="statementIndex">The statement's index, from 0.</param>
    /// <param name="action">As in <c>s3:GetObject</c>.</param>
    /// <param name="resource">An ARN, or <c>*</c> for actions without resource.</param>
    /// <param name="context">What policy variables stand for.</param>
    public bool Covers(int statementIndex, string action, string resource, RequestContext context)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(context);
        var statement = Statements[statementIndex];
        return statement.CoversAction(new ActionText(action, new char[action.Length]))
            && statement.CoversResource(new ArnText(resource), context);
    }

    /// <summary>Compiles a document.</summary>
    /// <param name="document">A document without faults.</param>
    /// <param name="kind">What the policy is attached to.</param>
    /// <param name="name">What explanations call it.</param>
    /// <param name="settings">How what AWS leaves open is read; null for the defaults.</param>
    public static CompiledPolicy Compile(
        PolicyDocument document,
        PolicyKind kind,
        string name,
        PolicySettings? settings = null
    ) => new(document, kind, name, settings ?? PolicySettings.Default);
}
