using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a user that has neither policies nor access keys any more.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html" />
internal sealed class DeleteUser(Users users, PrincipalNames names, CredentialStore credentials)
    : Operation<DeleteUserInput, DeleteUserOutput>(IamModel.DeleteUser)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(users.On("iam:DeleteUser", call, input.UserName!));
    }

    public override async ValueTask<DeleteUserOutput> InvokeAsync(
        DeleteUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var user = users.FindRecord(call, input.UserName!);
        if (credentials.KeysOf(user).Count > 0)
        {
            throw IamErrors.MustDeleteKeys();
        }

        HeldPolicies.CheckEmpty(user);
        await names.ForgetAsync(new DeletedPrincipal(user), cancellationToken);
        await users.ChangeAsync(
            call,
            user.Name,
            current =>
            {
                HeldPolicies.CheckEmpty(current);
                return null;
            },
            cancellationToken
        );
        return new DeleteUserOutput();
    }
}
