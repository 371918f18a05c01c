namespace Lanyard.Services.Ecs;

/// <summary>A cluster that a caller names, as it was found.</summary>
/// <param name="Arn">The ARN that the name stands for.</param>
/// <param name="Record">The cluster, active or not; null when there is none.</param>
internal sealed record NamedCluster(string Arn, ClusterRecord? Record);
