namespace Lanyard.Services.Logs;

/// <summary>One event as stored.</summary>
/// <param name="Timestamp">Milliseconds since 1970, as the writer gave it.</param>
/// <param name="IngestedAt">Milliseconds since 1970 when it came.</param>
/// <param name="Message">The text.</param>
internal sealed record LogEntry(long Timestamp, long IngestedAt, string Message);
