using System.Globalization;

namespace Lanyard.Services.Logs;

/// <summary>
/// A token of <c>GetLogEvents</c>: <c>f/…/s</c> leads to what is newer than a place, <c>b/…/s</c> to what is older. The place is
/// 56 digits as in AWS's tokens: twenty of time, thirty-six of the event's number.
/// </summary>
/// <param name="IsForward">Whether it leads to newer events.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct EventToken(bool IsForward, EventPlace Place)
{
    private const int TimeDigits = 20;
    private const int Digits = 56;

    /// <summary>Reads a token.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is none of ours.</exception>
    public static EventToken Parse(string token)
    {
        var parts = token.Split('/');
        return
            parts is [("f" or "b") and var way, { Length: Digits } digits, "s"]
            && TryRead(digits.AsSpan(0, TimeDigits), out var timestamp)
            && TryRead(digits.AsSpan(TimeDigits), out var sequence)
            ? new(way == "f", new(timestamp, sequence))
            : throw LogsErrors.BadToken();
    }

    /// <summary>The token's text.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsForward ? 'f' : 'b')}/{Place.Timestamp:D20}{Place.Sequence:D36}/s"
        );

    private static bool TryRead(ReadOnlySpan<char> digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
