using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a role that holds no policies. Its sessions lose their permissions.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html" />
internal sealed class DeleteRole(Roles roles) : Operation<DeleteRoleInput, DeleteRoleOutput>(IamModel.DeleteRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:DeleteRole", roles.ArnOf(call, input.RoleName!)));
    }

    public override async ValueTask<DeleteRoleOutput> InvokeAsync(
        DeleteRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await roles.ChangeAsync(
            call,
            input.RoleName!,
            role =>
            {
                HeldPolicies.CheckEmpty(role);
                return null;
            },
            cancellationToken
        );
        return new DeleteRoleOutput();
    }
}
