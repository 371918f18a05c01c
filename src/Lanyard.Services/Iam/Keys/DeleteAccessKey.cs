using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Services.Iam.Users;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Keys;

/// <summary>Deletes an access key: what it signs is unknown from now on.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html" />
internal sealed class DeleteAccessKey(UserTable users, CredentialStore credentials)
    : PrincipalOperation<DeleteAccessKeyInput, UserRecord, DeleteAccessKeyOutput>(IamModel.DeleteAccessKey, users)
{
    protected override string? NameOf(DeleteAccessKeyInput input) => input.UserName;

    protected override async ValueTask<DeleteAccessKeyOutput> InvokeAsync(
        DeleteAccessKeyInput input,
        Found<UserRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var id = input.AccessKeyId!;
        var isOfUser = credentials.KeysOf(Principals.Current(subject)).Any(key => key.AccessKeyId == id);
        return isOfUser && await credentials.DeleteKeyAsync(id, cancellationToken)
            ? new DeleteAccessKeyOutput()
            : throw IamErrors.NoSuchAccessKey(id);
    }
}
