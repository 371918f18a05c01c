using Lanyard.Policy;

namespace Lanyard.Services.Iam;

/// <summary>The path in the ARN of a managed policy: <c>/service-role/</c> of <c>policy/service-role/Name</c>.</summary>
internal static class PolicyPath
{
    /// <summary>The path; <c>/</c> when there is none.</summary>
    public static string Of(string policyArn)
    {
        var resource = Arn.TryParse(policyArn, out var arn) ? arn.Resource : policyArn;
        var first = resource.IndexOf('/', StringComparison.Ordinal);
        var last = resource.LastIndexOf('/');
        return first < 0 ? "/" : resource[first..(last + 1)];
    }
}
