using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Takes the permissions boundary from a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html" />
internal sealed class DeleteRolePermissionsBoundary(RoleTable roles)
    : PrincipalOperation<DeleteRolePermissionsBoundaryInput, RoleRecord, DeleteRolePermissionsBoundaryOutput>(
        IamModel.DeleteRolePermissionsBoundary,
        roles
    )
{
    protected override string? NameOf(DeleteRolePermissionsBoundaryInput input) => input.RoleName;

    protected override IEnumerable<Requirement> Require(
        DeleteRolePermissionsBoundaryInput input,
        Found<RoleRecord> subject,
        Call call
    ) => [Principals.OnBounded(Model.Action, subject, call)];

    protected override async ValueTask<DeleteRolePermissionsBoundaryOutput> InvokeAsync(
        DeleteRolePermissionsBoundaryInput input,
        Found<RoleRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Principals.ChangeAsync(subject, role => role with { PermissionsBoundary = null }, cancellationToken);
        return new DeleteRolePermissionsBoundaryOutput();
    }
}
