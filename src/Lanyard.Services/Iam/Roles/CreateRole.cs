using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Makes a role. Setting tags needs <c>iam:TagRole</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html" />
internal sealed class CreateRole(
    RoleTable roles,
    ManagedPolicies policies,
    TrustPolicies trust,
    IdSource ids,
    TimeProvider time
) : CreatePrincipal<CreateRoleInput, RoleRecord, CreateRoleOutput>(IamModel.CreateRole, roles, policies)
{
    protected override string TagAction => "iam:TagRole";

    protected override NewPrincipal Find(CreateRoleInput input, Call call) =>
        new(input.RoleName!, input.Path, input.Tags, input.PermissionsBoundary);

    protected override RoleRecord Record(CreateRoleInput input, string arn, Call call)
    {
        trust.Check(call, input.AssumeRolePolicyDocument!);
        return new RoleRecord
        {
            Account = call.Account.ToString(),
            Name = input.RoleName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("AROA"),
            Arn = arn,
            CreatedAt = time.GetUtcNow(),
            TrustPolicy = input.AssumeRolePolicyDocument!,
            Description = input.Description,
            MaxSessionDurationSeconds = input.MaxSessionDuration ?? 3600,
            PermissionsBoundary = input.PermissionsBoundary,
            Tags = IamTags.Of(input.Tags),
        };
    }

    protected override CreateRoleOutput Output(RoleRecord record) => new() { Role = RoleShape.Created(record) };
}
