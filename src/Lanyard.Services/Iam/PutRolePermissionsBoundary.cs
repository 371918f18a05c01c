using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Sets the permissions boundary of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html" />
internal sealed class PutRolePermissionsBoundary(Roles roles, ManagedPolicies policies)
    : Operation<PutRolePermissionsBoundaryInput, PutRolePermissionsBoundaryOutput>(IamModel.PutRolePermissionsBoundary)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutRolePermissionsBoundaryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(
            roles.On("iam:PutRolePermissionsBoundary", call, input.RoleName!).WithBoundary(input.PermissionsBoundary)
        );
    }

    public override async ValueTask<PutRolePermissionsBoundaryOutput> InvokeAsync(
        PutRolePermissionsBoundaryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.BoundAsync(
            call,
            input.PermissionsBoundary,
            async () =>
                await roles.ChangeAsync(
                    call,
                    input.RoleName!,
                    role => role with { PermissionsBoundary = input.PermissionsBoundary },
                    cancellationToken
                ),
            cancellationToken
        );
        return new PutRolePermissionsBoundaryOutput();
    }
}
