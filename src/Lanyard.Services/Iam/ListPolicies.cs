using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists managed policies, the account's and AWS's, by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html" />
internal sealed class ListPolicies(ManagedPolicies policies)
    : Operation<ListPoliciesInput, ListPoliciesOutput>(IamModel.ListPolicies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var path = input.PathPrefix ?? IamNames.RootPath;
        return Needs(new Requirement("iam:ListPolicies", "*") { ShownResource = $"policy path {path}" });
    }

    public override ValueTask<ListPoliciesOutput> InvokeAsync(
        ListPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var usage = policies.UsageIn(call);
        var listed = All(input.Scope ?? "All", call, usage)
            .Where(policy => IsWanted(policy, input))
            .OrderBy(KeyOf, StringComparer.Ordinal);
        var (page, marker) = IamPages.Of(listed, KeyOf, input.Marker, input.MaxItems);
        return new(
            new ListPoliciesOutput
            {
                Policies = page,
                IsTruncated = marker is not null,
                Marker = marker,
            }
        );
    }

    private IEnumerable<ManagedPolicy> All(string scope, Call call, PolicyUsage usage)
    {
        var own = policies.Own(call).Select(policy => IamShape.Listed(policy, usage));
        var aws = AwsManagedPolicies.Arns.Select(arn => IamShape.Of(AwsManagedPolicies.Find(arn)!, usage));
        return scope switch
        {
            "Local" => own,
            "AWS" => aws,
            _ => own.Concat(aws),
        };
    }

    private static bool IsWanted(ManagedPolicy policy, ListPoliciesInput input)
    {
        var uses = input.PolicyUsageFilter switch
        {
            "PermissionsPolicy" => policy.AttachmentCount,
            "PermissionsBoundary" => policy.PermissionsBoundaryUsageCount,
            _ => policy.AttachmentCount + policy.PermissionsBoundaryUsageCount,
        };
        var mustBeUsed = input.OnlyAttached == true || input.PolicyUsageFilter is not null;
        return (!mustBeUsed || uses > 0)
            && policy.Path!.StartsWith(input.PathPrefix ?? IamNames.RootPath, StringComparison.Ordinal);
    }

    // A policy of AWS and one of the account may share a name.
    private static string KeyOf(ManagedPolicy policy) => $"{policy.PolicyName}/{Arn.Parse(policy.Arn!).Account}";
}
