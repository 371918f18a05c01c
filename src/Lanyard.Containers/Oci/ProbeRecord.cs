namespace Lanyard.Containers.Oci;

/// <summary>What a probe found out, kept for as long as it can hold.</summary>
internal sealed record ProbeRecord
{
    public required string BootId { get; init; }
    public required string RuntimePath { get; init; }
    public required string KeeperPath { get; init; }
    public required DateTime RuntimeWrittenAt { get; init; }
    public required DateTime KeeperWrittenAt { get; init; }
    public required string Version { get; init; }
}
