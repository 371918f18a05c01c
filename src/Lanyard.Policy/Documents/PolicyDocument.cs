using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>A policy document as written: version, statements and their places in the text.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html" />
public sealed class PolicyDocument
{
    internal PolicyDocument(string text, PolicyVersion version, string? id, ImmutableArray<PolicyStatement> statements)
    {
        Text = text;
        Version = version;
        Id = id;
        Statements = statements;
    }

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>How many characters the text has as IAM's quotas count them: white space aside.</summary>
    public int Size => Text.Count(character => !char.IsWhiteSpace(character));

    /// <summary>The version of the language; decides whether policy variables exist.</summary>
    public PolicyVersion Version { get; }

    /// <summary>The document's <c>Id</c>; null when it has none.</summary>
    public string? Id { get; }

    /// <summary>The statements in document order; never empty.</summary>
    public ImmutableArray<PolicyStatement> Statements { get; }

    /// <summary>Reads and validates a document; never throws, whatever the text.</summary>
    /// <param name="json">The document's text.</param>
    /// <param name="kind">What the policy is attached to.</param>
    /// <param name="limits">How long it may be; AWS's quotas when null.</param>
    public static PolicyParseResult Parse(string json, PolicyKind kind, PolicyLimits? limits = null) =>
        DocumentReader.Read(json ?? "", kind, limits ?? PolicyLimits.Aws);
}
