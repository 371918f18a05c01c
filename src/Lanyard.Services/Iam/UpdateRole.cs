using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Changes the description or the longest session of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html" />
internal sealed class UpdateRole(Roles roles) : Operation<UpdateRoleInput, UpdateRoleOutput>(IamModel.UpdateRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        UpdateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(roles.On("iam:UpdateRole", call, input.RoleName!));
    }

    public override async ValueTask<UpdateRoleOutput> InvokeAsync(
        UpdateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await roles.ChangeAsync(
            call,
            input.RoleName!,
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
