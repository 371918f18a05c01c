namespace Lanyard.Policy.Documents;

/// <summary>Collects the faults of a document and hands them out in document order.</summary>
internal sealed class FaultList(PolicyKind kind)
{
    private readonly List<PolicyFault> _errors = [];
    private readonly List<PolicyFault> _warnings = [];

    // AWS Organizations has one sentence for whatever is wrong.
    private readonly string? _sentence = kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl
        ? IamSentences.OrganizationsRefusal
        : null;

    /// <summary>Whether IAM itself reads the policy, and not Organizations or the service of a resource.</summary>
    public bool IsForIam =>
        kind
            is PolicyKind.Identity
                or PolicyKind.Managed
                or PolicyKind.Boundary
                or PolicyKind.Session
                or PolicyKind.Trust;

    public bool HasErrors => _errors.Count > 0;

    public IReadOnlyList<PolicyFault> Errors => InDocumentOrder(_errors);

    public IReadOnlyList<PolicyFault> Warnings => InDocumentOrder(_warnings);

    public void Add(string code, string message, string hint, SourceNode node, string iamMessage) =>
        Add(code, message, hint, node.Position, node.Path, iamMessage);

    public void Add(string code, string message, string hint, SourceMember member, string iamMessage) =>
        Add(code, message, hint, member.Position, member.Value.Path, iamMessage);

    public void Add(
        string code,
        string message,
        string hint,
        SourcePosition position,
        string path,
        string iamMessage
    ) =>
        _errors.Add(
            new PolicyFault(
                FaultSeverity.Error,
                code,
                message,
                hint,
                position.Line,
                position.Column,
                path,
                _sentence ?? (kind == PolicyKind.Trust ? IamSentences.OfTrust(code, iamMessage) : iamMessage)
            )
        );

    public void Warn(string code, string message, string hint, SourceNode node) =>
        Warn(code, message, hint, node.Position, node.Path);

    public void Warn(string code, string message, string hint, SourceMember member) =>
        Warn(code, message, hint, member.Position, member.Value.Path);

    public void Warn(string code, string message, string hint, SourcePosition position, string path) =>
        _warnings.Add(
            new PolicyFault(FaultSeverity.Warning, code, message, hint, position.Line, position.Column, path, "")
        );

    private static PolicyFault[] InDocumentOrder(List<PolicyFault> faults) =>
        [.. faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column)];
}
