namespace Lanyard.Server.Composition;

/// <summary>Why a server did not start, in words for whoever started it.</summary>
/// <param name="message">What happened, in one line.</param>
/// <param name="nextStep">The one thing to do next.</param>
/// <param name="isMisuse">Whether what the user wrote is at fault, rather than the machine or a peer.</param>
public sealed class StartException(string message, string nextStep, bool isMisuse = false) : Exception(message)
{
    /// <summary>The one thing to do next.</summary>
    public string NextStep { get; } = nextStep;

    /// <summary>Whether what the user wrote is at fault.</summary>
    public bool IsMisuse { get; } = isMisuse;
}
