using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using Lanyard.Wire.Errors;

namespace Lanyard.Access.Admission;

/// <summary>Turns a refusal into the error that the service would answer; the one place where that is done.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html" />
internal static class Refusal
{
    /// <summary>The error of a refused call.</summary>
    public static AwsException Of(Call call, Verdict verdict) =>
        call.Operation.Service.Dialect.Denied(Sentence(call, verdict));

    /// <summary>AWS's sentence for a refused requirement, as the service prints it.</summary>
    public static string Sentence(Call call, Verdict verdict)
    {
        var requirement = verdict.Requirement;
        if (!call.Operation.Service.Dialect.TellsStrangersWhy && IsStranger(call, requirement))
        {
            return "Access Denied";
        }

        if (requirement.ShowsReason)
        {
            return AccessDeniedSentence.For(verdict.Request, verdict.Decision, requirement.ShownResource);
        }

        var caller = call.Caller.Principal.Arn;
        return $"User: {caller} is not authorized to perform: {requirement.Action} on resource: {requirement.ShownResource}";
    }

    private static bool IsStranger(Call call, Requirement requirement) =>
        call.Caller.Principal.Type == PrincipalType.Anonymous
        || (requirement.ResourceAccount is { } owner && owner != call.Account);
}
