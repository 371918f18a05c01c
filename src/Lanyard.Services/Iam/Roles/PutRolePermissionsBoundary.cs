using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Sets the permissions boundary of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html" />
internal sealed class PutRolePermissionsBoundary(RoleTable roles, ManagedPolicies policies)
    : PrincipalOperation<PutRolePermissionsBoundaryInput, RoleRecord, PutRolePermissionsBoundaryOutput>(
        IamModel.PutRolePermissionsBoundary,
        roles
    )
{
    protected override string? NameOf(PutRolePermissionsBoundaryInput input) => input.RoleName;

    protected override IEnumerable<Requirement> Require(
        PutRolePermissionsBoundaryInput input,
        Found<RoleRecord> subject,
        Call call
    ) => [Principals.On(Model.Action, subject, call).WithBoundary(input.PermissionsBoundary)];

    protected override async ValueTask<PutRolePermissionsBoundaryOutput> InvokeAsync(
        PutRolePermissionsBoundaryInput input,
        Found<RoleRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Principals.ChangeAccountAsync(
            call,
            changes =>
            {
                policies.CheckBoundary(changes, call, input.PermissionsBoundary);
                var role = Principals.Current(changes, subject);
                return Principals.Put(changes, role with { PermissionsBoundary = input.PermissionsBoundary });
            },
            cancellationToken
        );
        return new PutRolePermissionsBoundaryOutput();
    }
}
