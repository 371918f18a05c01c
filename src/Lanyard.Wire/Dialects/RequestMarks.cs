namespace Lanyard.Wire.Dialects;

/// <summary>The marks by which requests of the protocols are told apart, before it is known whose they are.</summary>
public static class RequestMarks
{
    /// <summary>The header in which AWS JSON says the operation.</summary>
    public const string TargetHeader = "X-Amz-Target";

    /// <summary>The target of AWS JSON, before and behind its last dot; null when there is none.</summary>
    public static (string Prefix, string Name)? Target(WireRequest request)
    {
        if (request.Headers[TargetHeader] is not { } target)
        {
            return null;
        }

        var dot = target.LastIndexOf('.');
        return dot < 0 ? ("", target) : (target[..dot], target[(dot + 1)..]);
    }

    /// <summary>Whether the body is a form, as of a Query service.</summary>
    public static bool IsForm(WireRequest request) =>
        request
            .Headers["Content-Type"]
            ?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            is true;
}
