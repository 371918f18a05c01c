using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.Documents;

/// <summary>The outcome of reading a policy document: the document, or everything for which AWS refuses it.</summary>
public sealed class PolicyParseResult
{
    internal PolicyParseResult(
        PolicyDocument? document,
        IReadOnlyList<PolicyFault> faults,
        IReadOnlyList<PolicyFault> warnings
    )
    {
        Document = document;
        Faults = faults;
        Warnings = warnings;
    }

    /// <summary>The document; null when AWS refuses it.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Everything for which AWS refuses the document, in document order; empty when it is valid.</summary>
    public IReadOnlyList<PolicyFault> Faults { get; }

    /// <summary>
    /// The fault for which IAM refuses the document, which looks for some before others wherever they stand; null when it
    /// is valid.
    /// </summary>
    public PolicyFault? Refusal => Faults.MinBy(RefusalOrder.StageOf);

    /// <summary>Everything that AWS saves and its policy checks find, in document order; a valid document may have some.</summary>
    public IReadOnlyList<PolicyFault> Warnings { get; }

    /// <summary>Faults and warnings together, in document order.</summary>
    public IReadOnlyList<PolicyFault> Findings =>
        [.. Faults.Concat(Warnings).OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];

    /// <summary>Whether AWS saves the document.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    public bool IsValid => Document is not null;
}
