namespace Lanyard.Cli.Commands;

/// <summary>How a command ends.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Refused, failed, or what the machine or a peer did.</summary>
    public const int Failed = 1;

    /// <summary>What the user wrote is wrong.</summary>
    public const int Misuse = 2;
}
