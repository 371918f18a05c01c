using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes an access key: what it signs is unknown from now on.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html" />
internal sealed class DeleteAccessKey(Users users, CredentialStore credentials)
    : Operation<DeleteAccessKeyInput, DeleteAccessKeyOutput>(IamModel.DeleteAccessKey)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteAccessKeyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(users.On("iam:DeleteAccessKey", call, CallingUser.NameOr(input.UserName, call)));
    }

    public override async ValueTask<DeleteAccessKeyOutput> InvokeAsync(
        DeleteAccessKeyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var user = users.FindRecord(call, CallingUser.NameOr(input.UserName, call));
        var isOfUser = credentials.KeysOf(user).Any(key => key.AccessKeyId == input.AccessKeyId);
        return isOfUser && await credentials.DeleteKeyAsync(input.AccessKeyId!, cancellationToken)
            ? new DeleteAccessKeyOutput()
            : throw IamErrors.NoSuchAccessKey(input.AccessKeyId!);
    }
}
