namespace Lanyard.Tasks.Output;

/// <summary>An event for CloudWatch Logs.</summary>
/// <param name="Timestamp">In UTC.</param>
/// <param name="Message">Never empty and never longer than CloudWatch Logs takes; may hold several lines.</param>
/// <param name="Position">Where reading goes on once all events up to this one are sent.</param>
internal sealed record LogEvent(DateTimeOffset Timestamp, string Message, long Position);
