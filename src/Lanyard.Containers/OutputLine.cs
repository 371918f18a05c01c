namespace Lanyard.Containers;

/// <summary>A line a container has written.</summary>
/// <param name="Timestamp">When its beginning was written.</param>
/// <param name="Channel">Where to.</param>
/// <param name="Text">The line without its end; bytes that are not UTF-8 are replaced. At most 16 KiB of them, as Docker.</param>
/// <param name="IsPartial">
/// The line goes on in the next one of the same stream, or the container ended without ending it. A line is cut where it gets too
/// long, and where the other stream was written to before it ended.
/// </param>
/// <param name="Position">Where reading goes on after this line: behind it and all lines before it, in front of all others.</param>
public sealed record OutputLine(
    DateTimeOffset Timestamp,
    OutputChannel Channel,
    string Text,
    bool IsPartial,
    long Position
);

/// <summary>Which of its two streams a container wrote to.</summary>
public enum OutputChannel
{
    /// <summary>Standard output.</summary>
    Stdout,

    /// <summary>Standard error.</summary>
    Stderr,
}
