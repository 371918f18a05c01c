namespace Lanyard.Tasks.Output;

/// <summary>An event for CloudWatch Logs.</summary>
/// <param name="Timestamp">In UTC.</param>
/// <param name="Message">Never empty; may hold several lines.</param>
/// <param name="Position">Where reading goes on behind its last line.</param>
internal sealed record LogEvent(DateTimeOffset Timestamp, string Message, long Position);
