using System.Text.Json.Serialization;

namespace Lanyard.Containers.Oci;

/// <summary>What is known of a container beside its bundle, kept in its directory for the next server.</summary>
internal sealed record BundleRecord
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>The runtime that made it, which is asked about it for as long as it is there.</summary>
    public required string RuntimePath { get; init; }

    /// <summary>The start of the machine in which it was made: it cannot run in another.</summary>
    public required string BootId { get; init; }

    /// <summary>Its control group, from the root of the hierarchy.</summary>
    public required string ControlGroupPath { get; init; }
    public required string? GroupId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Its conmon, by number and start; empty when the server ended before it knew.</summary>
    public string Keeper { get; init; } = "";

    /// <summary>Its first process, likewise.</summary>
    public string Process { get; init; } = "";

    /// <summary>The program that this process runs until the container is started; empty when that is not known.</summary>
    public string Gatekeeper { get; init; } = "";
    public required string StopSignal { get; init; }
    public required TimeSpan StopTimeout { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
}

/// <summary>The JSON of the files that are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BundleRecord))]
[JsonSerializable(typeof(ProbeRecord))]
internal sealed partial class ContainerJson : JsonSerializerContext;
