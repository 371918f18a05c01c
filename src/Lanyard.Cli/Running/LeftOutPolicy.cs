using Lanyard.Policy;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>
/// Something of the input that bears on what is allowed and was not made. What it would have been asked about is decided
/// without it, and so is not known.
/// </summary>
/// <param name="What">As reports name it, as in <c>Policy (AWS::SecretsManager::ResourcePolicy)</c>.</param>
internal sealed record LeftOutPolicy(string What)
{
    /// <summary>The service whose calls it is about, by its prefix in actions; null for all.</summary>
    public string? Service { get; init; }

    /// <summary>The ARN of the resource that it is about, with what is in it; null for all.</summary>
    public string? Resource { get; init; }

    /// <summary>Whether it is the policy of a resource, which a document may be given for.</summary>
    public bool IsOfResource { get; init; }

    /// <summary>The role that it is about, by name; null for all.</summary>
    public string? Role { get; init; }

    /// <summary>Whether it would have been asked about a requirement of a call.</summary>
    public bool BearsOn(DecisionEntry decision, DecisionRequirement requirement) =>
        BearsOn(RoleNameOf(decision), requirement.Action, requirement.Resource);

    /// <summary>Whether it would have been asked about a permission.</summary>
    /// <param name="role">The name of the role that asks; null when none does.</param>
    /// <param name="action">As in <c>s3:GetObject</c>.</param>
    /// <param name="resource">An ARN, or <c>*</c>.</param>
    public bool BearsOn(string? role, string? action, string? resource) =>
        (Service is null || action?.StartsWith($"{Service}:", StringComparison.OrdinalIgnoreCase) == true)
        && (Resource is null || IsOf(resource, Resource))
        && (Role is null || role == Role);

    private static bool IsOf(string? arn, string resource) =>
        arn == resource || arn?.StartsWith($"{resource}/", StringComparison.Ordinal) == true;

    private static string? RoleNameOf(DecisionEntry decision) => decision.RoleArn is { } arn ? Arn.NameOf(arn) : null;
}
