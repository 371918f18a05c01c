using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Users;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Keys;

/// <summary>Lists the access keys of a user; there are at most two.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html" />
internal sealed class ListAccessKeys(UserTable users, CredentialStore credentials)
    : PrincipalReading<ListAccessKeysInput, UserRecord, ListAccessKeysOutput>(IamModel.ListAccessKeys, users)
{
    protected override string? NameOf(ListAccessKeysInput input) => input.UserName;

    protected override ListAccessKeysOutput Answer(ListAccessKeysInput input, UserRecord record) =>
        new() { AccessKeyMetadata = [.. credentials.KeysOf(record).Select(Shape)], IsTruncated = false };

    private static AccessKeyMetadata Shape(AccessKeyRecord key) =>
        new()
        {
            UserName = key.UserName,
            AccessKeyId = key.AccessKeyId,
            Status = key.Status,
            CreateDate = key.CreatedAt,
        };
}
