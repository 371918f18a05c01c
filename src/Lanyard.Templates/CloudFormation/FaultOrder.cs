namespace Lanyard.Templates.CloudFormation;

/// <summary>The order in which faults are told.</summary>
internal static class FaultOrder
{
    /// <summary>The faults as their places follow each other in the file, each once.</summary>
    internal static IReadOnlyList<TemplateFault> InWrittenOrder(this IEnumerable<TemplateFault> faults) =>
        [.. faults.Distinct().OrderBy(fault => fault.Location.Line).ThenBy(fault => fault.Location.Column)];
}
