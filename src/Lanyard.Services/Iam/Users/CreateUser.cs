using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Makes a user. Setting tags needs <c>iam:TagUser</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html" />
internal sealed class CreateUser(UserTable users, ManagedPolicies policies, IdSource ids, TimeProvider time)
    : CreatePrincipal<CreateUserInput, UserRecord, CreateUserOutput>(IamModel.CreateUser, users, policies)
{
    protected override string TagAction => "iam:TagUser";

    protected override NewPrincipal Find(CreateUserInput input, Call call) =>
        new(input.UserName!, input.Path, input.Tags, input.PermissionsBoundary);

    protected override UserRecord Record(CreateUserInput input, string arn, Call call) =>
        new()
        {
            Account = call.Account.ToString(),
            Name = input.UserName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("AIDA"),
            Arn = arn,
            CreatedAt = time.GetUtcNow(),
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTags.Of(input.Tags),
        };

    protected override CreateUserOutput Output(UserRecord record) => new() { User = UserShape.Of(record) };
}
