using Lanyard.Cli.Clients;
using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::Role</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html" />
internal sealed class RoleMaker : PrincipalMaker
{
    public override string Type => "AWS::IAM::Role";

    protected override string NameProperty => "RoleName";

    protected override ResourcePlan Plan(WantedPrincipal wanted, PropertyReader properties, MakingContext context)
    {
        var role = new WantedRole(
            wanted,
            context.Policy(properties.RequireDocument("AssumeRolePolicyDocument"), PolicyKind.Trust, properties.Owner),
            properties.OptionalString("Description"),
            (int?)properties.OptionalInteger("MaxSessionDuration")
        );
        var answers = ResourceAnswers.Of(
            wanted.Name,
            ("Arn", context.IamArnOf($"role{wanted.Path}{wanted.Name}")),
            ("RoleId", "AROAPLANNED")
        );
        return new ResourcePlan($"role {wanted.Name}", answers, (client, token) => MakeAsync(client, role, token))
        {
            RoleName = wanted.Name,
        };
    }

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        WantedRole role,
        CancellationToken cancellationToken
    )
    {
        var name = role.Wanted.Name;
        var made = await client.TryAsync(
            IamModel.CreateRole,
            new CreateRoleInput
            {
                RoleName = name,
                Path = role.Wanted.Path,
                AssumeRolePolicyDocument = role.TrustPolicy,
                Description = role.Description,
                MaxSessionDuration = role.MaxSessionDuration,
                PermissionsBoundary = role.Wanted.Boundary,
                Tags = role.Wanted.IamTags,
            },
            IamErrorCodes.EntityAlreadyExists,
            cancellationToken
        );
        if (made is null)
        {
            await UpdateAsync(client, role, cancellationToken);
        }

        await role.Wanted.Policies.KeepAsync(new RolePolicyCalls(client, name), cancellationToken);
        var answer = await client.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = name }, cancellationToken);
        var found = answer.Role!;
        return ResourceAnswers.Of(name, ("Arn", found.Arn!), ("RoleId", found.RoleId!)) with
        {
            Unchanged = role.Wanted.Unchanged(found.Path, found.Tags),
        };
    }

    private static async Task UpdateAsync(AwsClient client, WantedRole role, CancellationToken cancellationToken)
    {
        var name = role.Wanted.Name;
        await client.SendAsync(
            IamModel.UpdateAssumeRolePolicy,
            new UpdateAssumeRolePolicyInput { RoleName = name, PolicyDocument = role.TrustPolicy },
            cancellationToken
        );
        await client.SendAsync(
            IamModel.UpdateRole,
            new UpdateRoleInput
            {
                RoleName = name,
                Description = role.Description,
                MaxSessionDuration = role.MaxSessionDuration,
            },
            cancellationToken
        );
        if (role.Wanted.Boundary is { } boundary)
        {
            await client.SendAsync(
                IamModel.PutRolePermissionsBoundary,
                new PutRolePermissionsBoundaryInput { RoleName = name, PermissionsBoundary = boundary },
                cancellationToken
            );
        }
        else
        {
            await client.SendAsync(
                IamModel.DeleteRolePermissionsBoundary,
                new DeleteRolePermissionsBoundaryInput { RoleName = name },
                cancellationToken
            );
        }
    }

    private sealed record WantedRole(
        WantedPrincipal Wanted,
        string TrustPolicy,
        string? Description,
        int? MaxSessionDuration
    );
}
