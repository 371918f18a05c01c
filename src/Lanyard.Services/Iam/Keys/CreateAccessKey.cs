using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Services.Iam.Users;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Keys;

/// <summary>Makes an access key; its secret is shown this once.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html" />
internal sealed class CreateAccessKey(UserTable users, CredentialStore credentials)
    : PrincipalOperation<CreateAccessKeyInput, UserRecord, CreateAccessKeyOutput>(IamModel.CreateAccessKey, users)
{
    private const int MostKeys = 2;

    protected override string? NameOf(CreateAccessKeyInput input) => input.UserName;

    protected override async ValueTask<CreateAccessKeyOutput> InvokeAsync(
        CreateAccessKeyInput input,
        Found<UserRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (key, secret) = await Principals.ChangeAccountAsync(
            call,
            changes =>
            {
                var user = Principals.Current(changes, subject);
                return credentials.KeysOf(changes, user).Count < MostKeys
                    ? credentials.AddKey(changes, user)
                    : throw IamErrors.QuotaExceeded("AccessKeysPerUser", MostKeys);
            },
            cancellationToken
        );
        return new CreateAccessKeyOutput
        {
            AccessKey = new AccessKey
            {
                UserName = key.UserName,
                AccessKeyId = key.AccessKeyId,
                Status = key.Status,
                SecretAccessKey = secret,
                CreateDate = key.CreatedAt,
            },
        };
    }
}
