namespace Lanyard.Tasks.Output;

/// <summary>An event for CloudWatch Logs.</summary>
/// <param name="Timestamp">In UTC.</param>
/// <param name="Message">Never empty and never longer than CloudWatch Logs takes; may hold several lines.</param>
/// <param name="Position">What is sent once all events up to this one are.</param>
internal sealed record LogEvent(DateTimeOffset Timestamp, string Message, LogPosition Position);
