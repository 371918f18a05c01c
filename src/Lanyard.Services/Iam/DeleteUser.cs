using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a user that holds neither policies nor access keys.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html" />
internal sealed class DeleteUser(Users users, CredentialStore credentials)
    : Operation<DeleteUserInput, DeleteUserOutput>(IamModel.DeleteUser)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:DeleteUser", users.ArnOf(call, input.UserName!)));
    }

    public override async ValueTask<DeleteUserOutput> InvokeAsync(
        DeleteUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await users.ChangeAsync(
            call,
            input.UserName!,
            user =>
            {
                HeldPolicies.CheckEmpty(user);
                return credentials.KeysOf(user).Count == 0 ? null : throw IamErrors.MustDeleteKeys();
            },
            cancellationToken
        );
        return new DeleteUserOutput();
    }
}
