namespace Lanyard.Policy.Documents;

/// <summary>Collects the faults of a document and hands them out in document order.</summary>
internal sealed class FaultList
{
    private readonly List<PolicyFault> _faults = [];

    public bool IsEmpty => _faults.Count == 0;

    public void Add(string code, string message, SourceNode node, string iamMessage) =>
        Add(code, message, node.Position, node.Path, iamMessage);

    public void Add(string code, string message, SourcePosition position, string path, string iamMessage) =>
        _faults.Add(new PolicyFault(code, message, position.Line, position.Column, path, iamMessage));

    public IReadOnlyList<PolicyFault> InDocumentOrder() =>
        [.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
