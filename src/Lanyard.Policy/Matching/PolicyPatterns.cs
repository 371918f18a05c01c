using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>Single entries of policies against single values, for those who report on what policies grant.</summary>
public static class PolicyPatterns
{
    /// <summary>Whether an entry of <c>Action</c>, as in <c>s3:Get*</c>, covers an action.</summary>
    public static bool CoversAction(string pattern, string action)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(action);
        return new ActionPattern(pattern).IsMatch(new ActionText(action, new char[action.Length]));
    }

    /// <summary>Whether an entry of <c>Resource</c> covers a resource.</summary>
    /// <param name="pattern">An ARN with wildcards, or <c>*</c>.</param>
    /// <param name="resource">An ARN, or <c>*</c> for actions without resource.</param>
    /// <param name="context">What policy variables stand for; null for nothing.</param>
    public static bool CoversResource(string pattern, string resource, RequestContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(resource);
        return ArnPattern
            .ForResource(pattern, PolicyVersion.V2012, PolicySettings.Default)
            .IsMatch(new ArnText(resource), context ?? RequestContext.Empty);
    }
}
