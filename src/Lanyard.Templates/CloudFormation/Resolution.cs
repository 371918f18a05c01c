using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Templates.CloudFormation;

/// <summary>The outcome of resolving a value: the value, or all its faults.</summary>
public sealed record Resolution(ResolvedNode? Value, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsResolved => Value is not null;
}
