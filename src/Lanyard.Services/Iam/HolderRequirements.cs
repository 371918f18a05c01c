using Lanyard.Access.Admission;
using Lanyard.Access.Identity;

namespace Lanyard.Services.Iam;

/// <summary>What calls need that are about one role or user, with the condition keys that IAM gives them.</summary>
/// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html" />
internal static class HolderRequirements
{
    /// <summary>The action on one role or user. IAM prints those it was given by name as <c>role X</c>, without an ARN.</summary>
    /// <remarks>The call is done on the one that is judged here, and on no other that has its name by then.</remarks>
    public static Requirement On(this IPolicyHolder holder, string action, Call call, string name)
    {
        var record = call.Keep(holder.TryFind(call, name));
        return new Requirement(action, record?.Arn ?? IamNames.ArnOf(call, holder.Kind, path: null, name))
        {
            Context = IamTags.OfResource(record?.Tags),
            ShownResource = $"{holder.Kind} {name}",
        };
    }

    /// <summary>The action with the boundary that the role or user has (<c>iam:PermissionsBoundary</c>).</summary>
    public static Requirement OnBounded(this IPolicyHolder holder, string action, Call call, string name) =>
        holder.On(action, call, name).WithBoundary(call.Kept<IPrincipalRecord>()?.PermissionsBoundary);

    /// <summary>The same with the managed policy that the action is about (<c>iam:PolicyARN</c>).</summary>
    public static Requirement OnAttachment(
        this IPolicyHolder holder,
        string action,
        Call call,
        string name,
        string policyArn
    ) => holder.OnBounded(action, call, name).With("iam:PolicyARN", policyArn);

    /// <summary>A requirement with a boundary; without one as it was.</summary>
    public static Requirement WithBoundary(this Requirement requirement, string? boundary) =>
        requirement.With("iam:PermissionsBoundary", boundary);
}
