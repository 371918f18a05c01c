using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>A policy made ready to be evaluated many times; immutable and safe to share between threads.</summary>
public sealed class CompiledPolicy
{
    private const string DenyEverything =
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}""";

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

    /// <summary>Compiles a document that was kept; one that cannot be read denies everything to everyone.</summary>
    /// <remarks>
    /// It was held to AWS's quotas when it was saved, if it was anyone's but AWS's own, and is read without them. Its name
    /// says so where it cannot be read.
    /// </remarks>
    /// <param name="json">The document's text.</param>
    /// <param name="kind">What the policy is attached to.</param>
    /// <param name="name">What explanations call it.</param>
    public static CompiledPolicy CompileOrDeny(string json, PolicyKind kind, string name) =>
        PolicyDocument.Parse(json, kind, PolicyLimits.AwsManaged).Document is { } document
            ? Compile(document, kind, name)
            : Compile(
                // A statement that names no principal is about everyone, whatever it is attached to.
                PolicyDocument.Parse(DenyEverything, PolicyKind.Identity).Document!,
                kind,
                $"{name} (unreadable, so it denies everything)"
            );
}
