namespace Lanyard.Wire.Errors;

/// <summary>An error that a service answers: a code, a sentence and an HTTP status.</summary>
public sealed class AwsException(string code, string message, int statusCode = 400) : Exception(message)
{
    /// <summary>The error code, as in <c>AccessDeniedException</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>Further members of the error in order, as S3's <c>BucketName</c>; usually empty.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>The id of the request that failed, for calls made inside Lanyard; null until the front door has set it.</summary>
    public string? RequestId { get; set; }

    /// <summary>Whether the service is at fault rather than the sender.</summary>
    public bool IsServerFault => StatusCode >= 500;
}
