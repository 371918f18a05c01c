using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html" />
internal sealed class CreateUser(Users users, IdentityDirectory identities, IdSource ids, TimeProvider time)
    : Operation<CreateUserInput, CreateUserOutput>(IamModel.CreateUser)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var requirement = new Requirement("iam:CreateUser", ArnOf(input, call));
        return Needs(
            input.PermissionsBoundary is { } boundary
                ? requirement with
                {
                    Context = [new("iam:PermissionsBoundary", [boundary])],
                }
                : requirement
        );
    }

    public override async ValueTask<CreateUserOutput> InvokeAsync(
        CreateUserInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.PermissionsBoundary is { } boundary && identities.FindManagedPolicy(boundary) is null)
        {
            throw IamErrors.NotAttachable(boundary);
        }

        var user = new UserRecord
        {
            Account = call.Account.ToString(),
            Name = input.UserName!,
            Path = input.Path ?? "/",
            Id = ids.NewUniqueId("AIDA"),
            Arn = ArnOf(input, call),
            CreatedAt = time.GetUtcNow(),
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamShape.TagsOf(input.Tags),
        };
        await users.AddAsync(call, user, cancellationToken);
        return new CreateUserOutput { User = IamShape.Of(user) };
    }

    private static string ArnOf(CreateUserInput input, Call call) =>
        Arn.Of("iam", "", call.Account.ToString(), $"user{input.Path ?? "/"}{input.UserName}").ToString();
}
