using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the access keys of a user; there are at most two.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html" />
internal sealed class ListAccessKeys(Users users, CredentialStore credentials)
    : Operation<ListAccessKeysInput, ListAccessKeysOutput>(IamModel.ListAccessKeys)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListAccessKeysInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(users.On("iam:ListAccessKeys", call, CallingUser.NameOr(input.UserName, call)));
    }

    public override ValueTask<ListAccessKeysOutput> InvokeAsync(
        ListAccessKeysInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var user = users.FindRecord(call, CallingUser.NameOr(input.UserName, call));
        return new(
            new ListAccessKeysOutput
            {
                AccessKeyMetadata =
                [
                    .. credentials
                        .KeysOf(user)
                        .Select(key => new AccessKeyMetadata
                        {
                            UserName = key.UserName,
                            AccessKeyId = key.AccessKeyId,
                            Status = key.Status,
                            CreateDate = key.CreatedAt,
                        }),
                ],
                IsTruncated = false,
            }
        );
    }
}
