using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Changes the description or the longest session of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html" />
internal sealed class UpdateRole(RoleTable roles)
    : PrincipalOperation<UpdateRoleInput, RoleRecord, UpdateRoleOutput>(IamModel.UpdateRole, roles)
{
    protected override string? NameOf(UpdateRoleInput input) => input.RoleName;

    protected override async ValueTask<UpdateRoleOutput> InvokeAsync(
        UpdateRoleInput input,
        Found<RoleRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Principals.ChangeAsync(
            subject,
            role =>
                role with
                {
                    Description = input.Description ?? role.Description,
                    MaxSessionDurationSeconds = input.MaxSessionDuration ?? role.MaxSessionDurationSeconds,
                },
            cancellationToken
        );
        return new UpdateRoleOutput();
    }
}
