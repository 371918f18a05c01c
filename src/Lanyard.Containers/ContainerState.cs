namespace Lanyard.Containers;

/// <summary>Where a container is in its life.</summary>
public enum ContainerState
{
    /// <summary>Made, not started.</summary>
    Created,

    /// <summary>Its command runs.</summary>
    Running,

    /// <summary>Its command has ended.</summary>
    Exited,
}
