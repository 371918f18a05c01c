using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a role that has no policies any more. Its sessions stay, and may do nothing.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html" />
internal sealed class DeleteRole(Roles roles, PrincipalNames names)
    : Operation<DeleteRoleInput, DeleteRoleOutput>(IamModel.DeleteRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(roles.On("iam:DeleteRole", call, input.RoleName!));
    }

    public override async ValueTask<DeleteRoleOutput> InvokeAsync(
        DeleteRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var role = roles.FindRecord(call, input.RoleName!);
        HeldPolicies.CheckEmpty(role);
        await names.ForgetAsync(new DeletedPrincipal(role), cancellationToken);
        await roles.ChangeAsync(
            call,
            role.Name,
            current =>
            {
                HeldPolicies.CheckEmpty(current);
                return null;
            },
            cancellationToken
        );
        return new DeleteRoleOutput();
    }
}
