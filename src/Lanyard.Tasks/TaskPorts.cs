using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Containers;
using Lanyard.Containers.Networks;

namespace Lanyard.Tasks;

/// <summary>What the task engine works with; the composition hands it in.</summary>
public sealed record TaskPorts
{
    /// <summary>
    /// The one way to any API; asked for when the first call is made, since the operations behind it know this engine.
    /// </summary>
    public required Func<FrontDoor> FrontDoor { get; init; }

    /// <summary>The sessions that the assumed roles get.</summary>
    public required CredentialStore Credentials { get; init; }

    /// <summary>What runs containers here; a <see cref="ContainerException" /> says why nothing does, and stops the task.</summary>
    public required Func<CancellationToken, ValueTask<IContainerRuntime>> Runtime { get; init; }

    /// <summary>The networks of tasks.</summary>
    public required ITaskNetworks Networks { get; init; }

    /// <summary>The unpacked images.</summary>
    public required ITaskImages Images { get; init; }

    /// <summary>What answers containers at 169.254.170.2.</summary>
    public required ITaskLinks Links { get; init; }

    /// <summary>Opens the URL that <c>ecr:GetDownloadUrlForLayer</c> answered.</summary>
    public required Func<Uri, CancellationToken, Task<Stream>> OpenLayer { get; init; }

    /// <summary>Where identifiers come from.</summary>
    public required IdSource Ids { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }
}
