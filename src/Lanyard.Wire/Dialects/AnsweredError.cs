using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Dialects;

/// <summary>Makes the error of what was read from an answer.</summary>
internal static class AnsweredError
{
    /// <summary>The error; without a code the status stands for it.</summary>
    public static AwsException Of(
        WireResponse response,
        string? code = null,
        string? message = null,
        IReadOnlyList<KeyValuePair<string, string>>? details = null
    ) =>
        new(
            string.IsNullOrEmpty(code) ? WireValue.Format(response.StatusCode) : code,
            message ?? "",
            response.StatusCode
        )
        {
            Details = details ?? [],
        };
}
