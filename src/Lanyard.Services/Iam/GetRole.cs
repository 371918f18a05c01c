using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Describes a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html" />
internal sealed class GetRole(Roles roles) : Operation<GetRoleInput, GetRoleOutput>(IamModel.GetRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        // IAM prints this one without an ARN.
        return Needs(
            new Requirement("iam:GetRole", roles.ArnOf(call, input.RoleName!))
            {
                ShownResource = $"role {input.RoleName}",
            }
        );
    }

    public override ValueTask<GetRoleOutput> InvokeAsync(
        GetRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return new(new GetRoleOutput { Role = IamShape.Of(roles.FindRecord(call, input.RoleName!)) });
    }
}
