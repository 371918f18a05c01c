using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes an access key; its secret is shown this once.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html" />
internal sealed class CreateAccessKey(Users users, CredentialStore credentials)
    : Operation<CreateAccessKeyInput, CreateAccessKeyOutput>(IamModel.CreateAccessKey)
{
    private const int MostKeys = 2;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateAccessKeyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(users.On("iam:CreateAccessKey", call, CallingUser.NameOr(input.UserName, call)));
    }

    public override async ValueTask<CreateAccessKeyOutput> InvokeAsync(
        CreateAccessKeyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var user = users.FindRecord(call, CallingUser.NameOr(input.UserName, call));
        if (credentials.KeysOf(user).Count >= MostKeys)
        {
            throw IamErrors.QuotaExceeded("AccessKeysPerUser", MostKeys);
        }

        var (key, secret) = await credentials.CreateKeyAsync(user, cancellationToken);
        return new CreateAccessKeyOutput
        {
            AccessKey = new AccessKey
            {
                UserName = user.Name,
                AccessKeyId = key.AccessKeyId,
                Status = key.Status,
                SecretAccessKey = secret,
                CreateDate = key.CreatedAt,
            },
        };
    }
}
