using Lanyard.Policy;

namespace Lanyard.Access.Admission;

/// <summary>Where a call came from.</summary>
/// <param name="SourceIp">The peer's address; null for calls made inside Lanyard.</param>
/// <param name="UserAgent">The client's <c>User-Agent</c>; may be empty.</param>
/// <param name="TaskArn">The task on whose link the call arrived; null elsewhere.</param>
public sealed record CallOrigin(string? SourceIp, string UserAgent, Arn? TaskArn)
{
    /// <summary>Lanyard itself: the task engine under a role.</summary>
    public static CallOrigin Engine { get; } = new(null, "lanyard", null);
}
