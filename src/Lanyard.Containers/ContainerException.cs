namespace Lanyard.Containers;

/// <summary>The one exception that leaves this project, apart from cancellation.</summary>
public sealed class ContainerException(ContainerFault kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What kind of failure it is.</summary>
    public ContainerFault Kind { get; } = kind;
}

/// <summary>Why something about images, containers or their networks failed; the floor above decides by it, never by the message.</summary>
public enum ContainerFault
{
    /// <summary>What was named is not there.</summary>
    NotFound,

    /// <summary>What was asked contradicts what is there: a name taken, a state that forbids it.</summary>
    Conflict,

    /// <summary>The engine, the kernel or the disk cannot do it now.</summary>
    Unavailable,

    /// <summary>Bytes are not what their digest says.</summary>
    Corrupt,

    /// <summary>What was given cannot be understood or is refused: a reference, a manifest, an archive, a layer's entry.</summary>
    Invalid,

    /// <summary>This process lacks the right.</summary>
    NotPermitted,

    /// <summary>It did not happen in the time allowed.</summary>
    TimedOut,
}
