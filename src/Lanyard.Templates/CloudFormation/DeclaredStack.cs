using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Templates.CloudFormation;

/// <summary>What a template declares once its parameters, mappings and conditions are answered.</summary>
/// <param name="Resources">The resources whose condition holds, each after those it depends on; those of types that are not made too.</param>
/// <param name="Outputs">The outputs whose condition holds, in written order.</param>
/// <param name="Faults">Everything that is wrong before the first resource is made, in written order; empty when it can be made.</param>
[SuppressMessage("Naming", "CA1711", Justification = "a stack is AWS's word for what a template declares")]
public sealed record DeclaredStack(
    IReadOnlyList<DeclaredResource> Resources,
    IReadOnlyList<DeclaredOutput> Outputs,
    IReadOnlyList<TemplateFault> Faults
);
