using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the instance profiles of a role: always none, since Lanyard has no instances.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html" />
internal sealed class ListInstanceProfilesForRole(Roles roles)
    : Operation<ListInstanceProfilesForRoleInput, ListInstanceProfilesForRoleOutput>(
        IamModel.ListInstanceProfilesForRole
    )
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListInstanceProfilesForRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(roles.On("iam:ListInstanceProfilesForRole", call, input.RoleName!));
    }

    public override ValueTask<ListInstanceProfilesForRoleOutput> InvokeAsync(
        ListInstanceProfilesForRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        _ = roles.FindRecord(call, input.RoleName!);
        return new(new ListInstanceProfilesForRoleOutput { InstanceProfiles = [], IsTruncated = false });
    }
}
