using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>AWS's own sentence for a refused request.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html" />
public static class AccessDeniedSentence
{
    /// <summary>The whole sentence: <c>User: … is not authorized to perform: … on resource: … because …</c>.</summary>
    /// <param name="request">The refused request.</param>
    /// <param name="decision">How it was decided; not an allow.</param>
    /// <param name="shownResource">The resource as the service prints it; null leaves <c>on resource:</c> out.</param>
    public static string For(AuthorizationRequest request, Decision decision, string? shownResource) =>
        throw new NotImplementedException();
}
