namespace Lanyard.Policy.Documents;

/// <summary>How much a fault matters.</summary>
public enum FaultSeverity
{
    /// <summary>AWS refuses to save the document.</summary>
    Error,

    /// <summary>AWS saves the document, which probably does not mean what its author thinks.</summary>
    Warning,
}
