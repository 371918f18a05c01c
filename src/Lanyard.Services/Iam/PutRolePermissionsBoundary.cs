using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Sets the permissions boundary of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html" />
internal sealed class PutRolePermissionsBoundary(Roles roles, IdentityDirectory identities)
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
            new Requirement("iam:PutRolePermissionsBoundary", roles.ArnOf(call, input.RoleName!))
            {
                Context = [new("iam:PermissionsBoundary", [input.PermissionsBoundary!])],
            }
        );
    }

    public override async ValueTask<PutRolePermissionsBoundaryOutput> InvokeAsync(
        PutRolePermissionsBoundaryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var boundary = input.PermissionsBoundary!;
        if (identities.FindManagedPolicy(boundary) is null)
        {
            throw IamErrors.NotAttachable(boundary);
        }

        await roles.ChangeAsync(
            call,
            input.RoleName!,
            role => role with { PermissionsBoundary = boundary },
            cancellationToken
        );
        return new PutRolePermissionsBoundaryOutput();
    }
}
