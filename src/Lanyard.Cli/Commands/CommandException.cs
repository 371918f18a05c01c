namespace Lanyard.Cli.Commands;

/// <summary>Why a command cannot go on, in words for whoever typed it.</summary>
/// <param name="message">What happened, a line or several.</param>
/// <param name="nextStep">The one thing to do next.</param>
/// <param name="exitCode">One of <see cref="ExitCodes" />.</param>
internal sealed class CommandException(string message, string nextStep, int exitCode) : Exception(message)
{
    /// <summary>The one thing to do next.</summary>
    public string NextStep { get; } = nextStep;

    /// <summary>How the command ends.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What the user wrote is wrong.</summary>
    public static CommandException Misuse(string message, string nextStep) => new(message, nextStep, ExitCodes.Misuse);

    /// <summary>Something failed or was refused.</summary>
    public static CommandException Failed(string message, string nextStep) => new(message, nextStep, ExitCodes.Failed);
}
