using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html" />
internal sealed class CreateRole(Roles roles, IdentityDirectory identities, IdSource ids, TimeProvider time)
    : Operation<CreateRoleInput, CreateRoleOutput>(IamModel.CreateRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var requirement = new Requirement("iam:CreateRole", ArnOf(input, call))
        {
            Context =
            [
                .. input.PermissionsBoundary is { } boundary
                    ? new KeyValuePair<string, string[]>[] { new("iam:PermissionsBoundary", [boundary]) }
                    : [],
                .. (input.Tags ?? []).Select(tag => new KeyValuePair<string, string[]>(
                    $"aws:RequestTag/{tag.Key}",
                    [tag.Value ?? ""]
                )),
            ],
        };
        return input.Tags is { Count: > 0 }
            ? Needs([requirement, requirement with { Action = "iam:TagRole" }])
            : Needs(requirement);
    }

    public override async ValueTask<CreateRoleOutput> InvokeAsync(
        CreateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        PolicyDocuments.CheckTrust(input.AssumeRolePolicyDocument!, identities);
        if (input.PermissionsBoundary is { } boundary && identities.FindManagedPolicy(boundary) is null)
        {
            throw IamErrors.NotAttachable(boundary);
        }

        var role = new RoleRecord
        {
            Account = call.Account.ToString(),
            Name = input.RoleName!,
            Path = input.Path ?? "/",
            Id = ids.NewUniqueId("AROA"),
            Arn = ArnOf(input, call),
            CreatedAt = time.GetUtcNow(),
            TrustPolicy = input.AssumeRolePolicyDocument!,
            Description = input.Description,
            MaxSessionDurationSeconds = input.MaxSessionDuration ?? 3600,
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamShape.TagsOf(input.Tags),
        };
        await roles.AddAsync(call, role, cancellationToken);
        return new CreateRoleOutput { Role = IamShape.Of(role) };
    }

    private static string ArnOf(CreateRoleInput input, Call call) =>
        Arn.Of("iam", "", call.Account.ToString(), $"role{input.Path ?? "/"}{input.RoleName}").ToString();
}
