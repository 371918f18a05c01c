using Lanyard.Cli.Clients;
using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::Role</c> and keeps it as the template says: policies that it does not name are taken away.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html" />
internal sealed class RoleMaker : IResourceMaker
{
    public string Type => "AWS::IAM::Role";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("RoleName") ?? context.NameFor(resource.LogicalId);
        var path = properties.OptionalString("Path") ?? "/";
        var role = new DesiredRole(
            name,
            path,
            context.Policy(
                properties.RequireDocument("AssumeRolePolicyDocument"),
                PolicyKind.Trust,
                resource.Description
            ),
            properties.OptionalString("Description"),
            (int?)properties.OptionalInteger("MaxSessionDuration"),
            properties.OptionalString("PermissionsBoundary"),
            PrincipalTags.Read(properties),
            properties.OptionalStrings("ManagedPolicyArns"),
            [
                .. properties
                    .Each("Policies")
                    .Select(policy => new KeyValuePair<string, string>(
                        policy.RequireString("PolicyName"),
                        context.Policy(
                            policy.RequireDocument("PolicyDocument"),
                            PolicyKind.Identity,
                            resource.Description
                        )
                    )),
            ]
        );
        var answers = ResourceAnswers.Of(
            name,
            ("Arn", $"arn:aws:iam::{context.Account}:role{path}{name}"),
            ("RoleId", "AROAPLANNED")
        );
        return new ResourcePlan($"role {name}", answers, (client, token) => MakeAsync(client, role, answers, token));
    }

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        DesiredRole role,
        ResourceAnswers answers,
        CancellationToken cancellationToken
    )
    {
        var made = await client.TryAsync(
            IamModel.CreateRole,
            new CreateRoleInput
            {
                RoleName = role.Name,
                Path = role.Path,
                AssumeRolePolicyDocument = role.TrustPolicy,
                Description = role.Description,
                MaxSessionDuration = role.MaxSessionDuration,
                PermissionsBoundary = role.Boundary,
                Tags = role.Tags.Count > 0 ? role.Tags : null,
            },
            IamErrorCodes.EntityAlreadyExists,
            cancellationToken
        );
        if (made is null)
        {
            await UpdateAsync(client, role, cancellationToken);
        }

        await PutPoliciesAsync(client, role, cancellationToken);
        var found = await client.SendAsync(
            IamModel.GetRole,
            new GetRoleInput { RoleName = role.Name },
            cancellationToken
        );
        return ResourceAnswers.Of(answers.Ref, ("Arn", found.Role!.Arn!), ("RoleId", found.Role.RoleId!)) with
        {
            Unchanged = Unchanged(found.Role, role),
        };
    }

    private static List<string> Unchanged(Role found, DesiredRole wanted)
    {
        var properties = new List<string>();
        if (found.Path != wanted.Path)
        {
            properties.Add("Path");
        }

        if (!PrincipalTags.AreSame(found.Tags, wanted.Tags))
        {
            properties.Add("Tags");
        }

        return properties;
    }

    private static async Task UpdateAsync(AwsClient client, DesiredRole role, CancellationToken cancellationToken)
    {
        await client.SendAsync(
            IamModel.UpdateAssumeRolePolicy,
            new UpdateAssumeRolePolicyInput { RoleName = role.Name, PolicyDocument = role.TrustPolicy },
            cancellationToken
        );
        await client.SendAsync(
            IamModel.UpdateRole,
            new UpdateRoleInput
            {
                RoleName = role.Name,
                Description = role.Description,
                MaxSessionDuration = role.MaxSessionDuration,
            },
            cancellationToken
        );
        if (role.Boundary is { } boundary)
        {
            await client.SendAsync(
                IamModel.PutRolePermissionsBoundary,
                new PutRolePermissionsBoundaryInput { RoleName = role.Name, PermissionsBoundary = boundary },
                cancellationToken
            );
        }
        else
        {
            await client.SendAsync(
                IamModel.DeleteRolePermissionsBoundary,
                new DeleteRolePermissionsBoundaryInput { RoleName = role.Name },
                cancellationToken
            );
        }
    }

    private static async Task PutPoliciesAsync(AwsClient client, DesiredRole role, CancellationToken cancellationToken)
    {
        foreach (var (name, document) in role.Inline)
        {
            await client.SendAsync(
                IamModel.PutRolePolicy,
                new PutRolePolicyInput
                {
                    RoleName = role.Name,
                    PolicyName = name,
                    PolicyDocument = document,
                },
                cancellationToken
            );
        }

        foreach (var arn in role.Managed)
        {
            await client.SendAsync(
                IamModel.AttachRolePolicy,
                new AttachRolePolicyInput { RoleName = role.Name, PolicyArn = arn },
                cancellationToken
            );
        }

        await RemoveOthersAsync(client, role, cancellationToken);
    }

    private static async Task RemoveOthersAsync(AwsClient client, DesiredRole role, CancellationToken cancellationToken)
    {
        var inline = await client.SendAsync(
            IamModel.ListRolePolicies,
            new ListRolePoliciesInput { RoleName = role.Name },
            cancellationToken
        );
        foreach (
            var name in (inline.PolicyNames ?? []).Except(
                role.Inline.Select(policy => policy.Key),
                StringComparer.Ordinal
            )
        )
        {
            await client.SendAsync(
                IamModel.DeleteRolePolicy,
                new DeleteRolePolicyInput { RoleName = role.Name, PolicyName = name },
                cancellationToken
            );
        }

        var attached = await client.SendAsync(
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = role.Name },
            cancellationToken
        );
        var arns = (attached.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!);
        foreach (var arn in arns.Except(role.Managed, StringComparer.Ordinal))
        {
            await client.SendAsync(
                IamModel.DetachRolePolicy,
                new DetachRolePolicyInput { RoleName = role.Name, PolicyArn = arn },
                cancellationToken
            );
        }
    }

    private sealed record DesiredRole(
        string Name,
        string Path,
        string TrustPolicy,
        string? Description,
        int? MaxSessionDuration,
        string? Boundary,
        IReadOnlyList<Tag> Tags,
        IReadOnlyList<string> Managed,
        IReadOnlyList<KeyValuePair<string, string>> Inline
    );
}
