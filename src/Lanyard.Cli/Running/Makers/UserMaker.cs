using Lanyard.Cli.Clients;
using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::User</c> and keeps it as the template says: policies that it does not name are taken away.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html" />
internal sealed class UserMaker : IResourceMaker
{
    public string Type => "AWS::IAM::User";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("UserName") ?? context.NameFor(resource.LogicalId);
        var path = properties.OptionalString("Path") ?? "/";
        var user = new DesiredUser(
            name,
            path,
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
        var answers = ResourceAnswers.Of(name, ("Arn", $"arn:aws:iam::{context.Account}:user{path}{name}"));
        return new ResourcePlan($"user {name}", answers, (client, token) => MakeAsync(client, user, answers, token));
    }

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        DesiredUser user,
        ResourceAnswers answers,
        CancellationToken cancellationToken
    )
    {
        var input = new CreateUserInput
        {
            UserName = user.Name,
            Path = user.Path,
            PermissionsBoundary = user.Boundary,
            Tags = user.Tags.Count > 0 ? user.Tags : null,
        };
        await client.TryAsync(IamModel.CreateUser, input, IamErrorCodes.EntityAlreadyExists, cancellationToken);
        await PutPoliciesAsync(client, user, cancellationToken);
        await RemoveOthersAsync(client, user, cancellationToken);
        var found = await client.SendAsync(
            IamModel.GetUser,
            new GetUserInput { UserName = user.Name },
            cancellationToken
        );
        return answers with { Unchanged = Unchanged(found.User!, user) };
    }

    private static List<string> Unchanged(User found, DesiredUser wanted)
    {
        var properties = new List<string>();
        if (found.Path != wanted.Path)
        {
            properties.Add("Path");
        }

        var boundary = found.PermissionsBoundary?.PermissionsBoundaryArn;
        if (boundary != wanted.Boundary)
        {
            properties.Add("PermissionsBoundary");
        }

        if (!PrincipalTags.AreSame(found.Tags, wanted.Tags))
        {
            properties.Add("Tags");
        }

        return properties;
    }

    private static async Task PutPoliciesAsync(AwsClient client, DesiredUser user, CancellationToken cancellationToken)
    {
        foreach (var (policy, document) in user.Inline)
        {
            await client.SendAsync(
                IamModel.PutUserPolicy,
                new PutUserPolicyInput
                {
                    UserName = user.Name,
                    PolicyName = policy,
                    PolicyDocument = document,
                },
                cancellationToken
            );
        }

        foreach (var arn in user.Managed)
        {
            await client.SendAsync(
                IamModel.AttachUserPolicy,
                new AttachUserPolicyInput { UserName = user.Name, PolicyArn = arn },
                cancellationToken
            );
        }
    }

    private static async Task RemoveOthersAsync(AwsClient client, DesiredUser user, CancellationToken cancellationToken)
    {
        var inline = await client.SendAsync(
            IamModel.ListUserPolicies,
            new ListUserPoliciesInput { UserName = user.Name },
            cancellationToken
        );
        var names = user.Inline.Select(policy => policy.Key);
        foreach (var policy in (inline.PolicyNames ?? []).Except(names, StringComparer.Ordinal))
        {
            await client.SendAsync(
                IamModel.DeleteUserPolicy,
                new DeleteUserPolicyInput { UserName = user.Name, PolicyName = policy },
                cancellationToken
            );
        }

        var attached = await client.SendAsync(
            IamModel.ListAttachedUserPolicies,
            new ListAttachedUserPoliciesInput { UserName = user.Name },
            cancellationToken
        );
        var arns = (attached.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!);
        foreach (var arn in arns.Except(user.Managed, StringComparer.Ordinal))
        {
            await client.SendAsync(
                IamModel.DetachUserPolicy,
                new DetachUserPolicyInput { UserName = user.Name, PolicyArn = arn },
                cancellationToken
            );
        }
    }

    private sealed record DesiredUser(
        string Name,
        string Path,
        string? Boundary,
        IReadOnlyList<Tag> Tags,
        IReadOnlyList<string> Managed,
        IReadOnlyList<KeyValuePair<string, string>> Inline
    );
}
