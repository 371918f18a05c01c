namespace Lanyard.Policy.Documents;

/// <summary>A policy document as written: version, statements and their places in the text.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html" />
public sealed class PolicyDocument
{
    internal PolicyDocument() { }

    /// <summary>Reads and validates a document; never throws, whatever the text.</summary>
    /// <param name="json">The document's text.</param>
    /// <param name="kind">What the policy is attached to.</param>
    public static PolicyParseResult Parse(string json, PolicyKind kind) => throw new NotImplementedException();
}
