using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Describes a user; without a name the one who calls.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html" />
internal sealed class GetUser(Users users) : Operation<GetUserInput, GetUserOutput>(IamModel.GetUser)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(users.On("iam:GetUser", call, CallingUser.NameOr(input.UserName, call)));
    }

    public override ValueTask<GetUserOutput> InvokeAsync(
        GetUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return new(
            new GetUserOutput { User = IamShape.Of(users.FindRecord(call, CallingUser.NameOr(input.UserName, call))) }
        );
    }
}
