using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Lists managed policies, the account's and AWS's, by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html" />
internal sealed class ListPolicies(ManagedPolicies policies)
    : ReadOperation<ListPoliciesInput, PageRequest, ListPoliciesOutput>(IamModel.ListPolicies)
{
    protected override PageRequest Find(ListPoliciesInput input, Call call) =>
        new(input.PathPrefix, input.Marker, input.MaxItems);

    protected override IEnumerable<Requirement> Require(ListPoliciesInput input, PageRequest subject, Call call) =>
        [new Requirement(Model.Action, "*") { ShownResource = $"policy path {subject.Path}" }];

    protected override ListPoliciesOutput Answer(ListPoliciesInput input, PageRequest subject, AdmittedCall call)
    {
        var listed = All(input.Scope ?? "All", call, policies.UsageIn(call))
            .Where(policy => subject.Covers(policy.Path!) && IsWanted(policy, input))
            .OrderBy(KeyOf, StringComparer.Ordinal);
        var (page, next) = IamPages.Of(listed, KeyOf, subject);
        return new ListPoliciesOutput
        {
            Policies = page,
            IsTruncated = next is not null,
            Marker = next,
        };
    }

    private IEnumerable<ManagedPolicy> All(string scope, Call call, PolicyUsage usage)
    {
        var own = policies.Own(call).Select(policy => PolicyShape.Listed(policy, usage));
        var aws = AwsManagedPolicies
            .In(Partitions.OfRegion(call.Region))
            .Select(policy => PolicyShape.Of(policy, usage));
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
        return !mustBeUsed || uses > 0;
    }

    // A policy of AWS and one of the account may share a name.
    private static string KeyOf(ManagedPolicy policy) => $"{policy.PolicyName}/{Arn.Parse(policy.Arn!).Account}";
}
