using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Deletes a user that has neither policies nor access keys any more.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html" />
internal sealed class DeleteUser(UserTable users, PrincipalNames names, CredentialStore credentials)
    : DeletePrincipal<DeleteUserInput, UserRecord, DeleteUserOutput>(IamModel.DeleteUser, users, names)
{
    protected override string? NameOf(DeleteUserInput input) => input.UserName;

    protected override void CheckFree(RecordChange changes, UserRecord record)
    {
        if (credentials.KeysOf(changes, record).Count > 0)
        {
            throw IamErrors.MustDeleteKeys();
        }
    }
}
