using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a user. Setting tags needs <c>iam:TagUser</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html" />
internal sealed class CreateUser(Users users, ManagedPolicies policies, IdSource ids, TimeProvider time)
    : Operation<CreateUserInput, CreateUserOutput>(IamModel.CreateUser)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var arn = IamNames.ArnOf(call, "user", input.Path, input.UserName!);
        var tags = IamTags.Requested(input.Tags);
        var create = new Requirement("iam:CreateUser", arn) { Context = tags }.WithBoundary(input.PermissionsBoundary);
        return Needs(tags.Count == 0 ? [create] : [create, new Requirement("iam:TagUser", arn) { Context = tags }]);
    }

    public override async ValueTask<CreateUserOutput> InvokeAsync(
        CreateUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var user = Record(input, call);
        await policies.BoundAsync(
            call,
            input.PermissionsBoundary,
            () => users.AddAsync(call, user, cancellationToken),
            cancellationToken
        );
        return new CreateUserOutput { User = IamShape.Of(user) };
    }

    private UserRecord Record(CreateUserInput input, Call call) =>
        new()
        {
            Account = call.Account.ToString(),
            Name = input.UserName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("AIDA"),
            Arn = IamNames.ArnOf(call, "user", input.Path, input.UserName!),
            CreatedAt = time.GetUtcNow(),
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTags.Of(input.Tags),
        };
}
