using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.Documents;

/// <summary>The outcome of reading a policy document: the document, or all its faults.</summary>
public sealed class PolicyParseResult
{
    internal PolicyParseResult(PolicyDocument? document, IReadOnlyList<PolicyFault> faults)
    {
        Document = document;
        Faults = faults;
    }

    /// <summary>The document; null when it has faults.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Everything wrong with the document, in document order; empty when it is valid.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; }

    /// <summary>Whether the document is valid.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    public bool IsValid => Document is not null;
}
