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
        return Needs(roles.On("iam:GetRole", call, input.RoleName!));
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
