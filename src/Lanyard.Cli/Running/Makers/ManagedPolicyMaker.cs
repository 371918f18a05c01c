using Lanyard.Cli.Clients;
using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::ManagedPolicy</c> and attaches it; one that is there under its name is made anew.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html" />
internal sealed class ManagedPolicyMaker : IResourceMaker
{
    public string Type => "AWS::IAM::ManagedPolicy";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("ManagedPolicyName") ?? context.NameFor(resource.LogicalId);
        var path = properties.OptionalString("Path") ?? "/";
        var roles = properties.OptionalStrings("Roles");
        var users = properties.OptionalStrings("Users");
        var tags = ResourceTags.Read(properties);
        var input = new CreatePolicyInput
        {
            PolicyName = name,
            Path = path,
            Description = properties.OptionalString("Description"),
            PolicyDocument = context.Policy(
                properties.RequireDocument("PolicyDocument"),
                PolicyKind.Managed,
                resource.Description
            ),
            Tags = tags.As((key, value) => new Tag { Key = key, Value = value }),
        };
        var arn = context.IamArnOf($"policy{path}{name}");
        var answers = ResourceAnswers.Of(arn, ("PolicyArn", arn), ("PolicyId", "ANPAPLANNED"));
        return new ResourcePlan(
            $"managed policy {name}",
            answers,
            async (client, token) =>
            {
                await PutAsync(client, input, arn, token);
                var holders = roles
                    .Select(PolicyCalls (role) => new RolePolicyCalls(client, role))
                    .Concat(users.Select(user => new UserPolicyCalls(client, user)));
                foreach (var holder in holders)
                {
                    await holder.AttachAsync(arn, token);
                }

                return answers;
            }
        );
    }

    private static async Task PutAsync(
        AwsClient client,
        CreatePolicyInput input,
        string arn,
        CancellationToken cancellationToken
    )
    {
        if (
            await client.TryAsync(IamModel.CreatePolicy, input, IamErrorCodes.EntityAlreadyExists, cancellationToken)
            is not null
        )
        {
            return;
        }

        var current = await client.SendAsync(
            IamModel.GetPolicyVersion,
            new GetPolicyVersionInput { PolicyArn = arn, VersionId = "v1" },
            cancellationToken
        );
        if (Uri.UnescapeDataString(current.PolicyVersion!.Document!) == input.PolicyDocument)
        {
            return;
        }

        await DetachAsync(client, arn, cancellationToken);
        await client.SendAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = arn }, cancellationToken);
        await client.SendAsync(IamModel.CreatePolicy, input, cancellationToken);
    }

    // A policy has one version here, so a change makes it anew; the roles and users of the template attach it again.
    private static async Task DetachAsync(AwsClient client, string arn, CancellationToken cancellationToken)
    {
        var roles = await client.SendAsync(
            IamModel.ListRoles,
            new ListRolesInput { MaxItems = 1000 },
            cancellationToken
        );
        foreach (var role in roles.Roles ?? [])
        {
            var input = new DetachRolePolicyInput { RoleName = role.RoleName, PolicyArn = arn };
            await client.TryAsync(IamModel.DetachRolePolicy, input, IamErrorCodes.NoSuchEntity, cancellationToken);
        }

        var users = await client.SendAsync(
            IamModel.ListUsers,
            new ListUsersInput { MaxItems = 1000 },
            cancellationToken
        );
        foreach (var user in users.Users ?? [])
        {
            var input = new DetachUserPolicyInput { UserName = user.UserName, PolicyArn = arn };
            await client.TryAsync(IamModel.DetachUserPolicy, input, IamErrorCodes.NoSuchEntity, cancellationToken);
        }
    }
}
