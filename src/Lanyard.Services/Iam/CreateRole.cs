using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a role. Setting tags needs <c>iam:TagRole</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html" />
internal sealed class CreateRole(
    Roles roles,
    ManagedPolicies policies,
    TrustPolicies trust,
    IdSource ids,
    TimeProvider time
) : Operation<CreateRoleInput, CreateRoleOutput>(IamModel.CreateRole)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var arn = IamNames.ArnOf(call, "role", input.Path, input.RoleName!);
        var tags = IamTags.Requested(input.Tags);
        var create = new Requirement("iam:CreateRole", arn) { Context = tags }.WithBoundary(input.PermissionsBoundary);
        return Needs(tags.Count == 0 ? [create] : [create, new Requirement("iam:TagRole", arn) { Context = tags }]);
    }

    public override async ValueTask<CreateRoleOutput> InvokeAsync(
        CreateRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        trust.Check(call, input.AssumeRolePolicyDocument!);
        var role = Record(input, call);
        await policies.BoundAsync(
            call,
            input.PermissionsBoundary,
            () => roles.AddAsync(call, role, cancellationToken),
            cancellationToken
        );
        return new CreateRoleOutput { Role = IamShape.Of(role) };
    }

    private RoleRecord Record(CreateRoleInput input, Call call) =>
        new()
        {
            Account = call.Account.ToString(),
            Name = input.RoleName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("AROA"),
            Arn = IamNames.ArnOf(call, "role", input.Path, input.RoleName!),
            CreatedAt = time.GetUtcNow(),
            TrustPolicy = input.AssumeRolePolicyDocument!,
            Description = input.Description,
            MaxSessionDurationSeconds = input.MaxSessionDuration ?? 3600,
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTags.Of(input.Tags),
        };
}
