using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Takes the permissions boundary from a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html" />
internal sealed class DeleteRolePermissionsBoundary(Roles roles)
    : Operation<DeleteRolePermissionsBoundaryInput, DeleteRolePermissionsBoundaryOutput>(
        IamModel.DeleteRolePermissionsBoundary
    )
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteRolePermissionsBoundaryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(roles.OnBounded("iam:DeleteRolePermissionsBoundary", call, input.RoleName!));
    }

    public override async ValueTask<DeleteRolePermissionsBoundaryOutput> InvokeAsync(
        DeleteRolePermissionsBoundaryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await roles.ChangeAsync(
            call,
            input.RoleName!,
            role => role with { PermissionsBoundary = null },
            cancellationToken
        );
        return new DeleteRolePermissionsBoundaryOutput();
    }
}
