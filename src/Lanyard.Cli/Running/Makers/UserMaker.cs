using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::User</c> with its policies; groups and login profiles are not made.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html" />
internal sealed class UserMaker : IResourceMaker
{
    public string Type => "AWS::IAM::User";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("UserName") ?? context.NameFor(resource.LogicalId);
        var path = properties.OptionalString("Path") ?? "/";
        var managed = properties.OptionalStrings("ManagedPolicyArns");
        var inline = properties
            .Each("Policies")
            .Select(policy =>
                (
                    Name: policy.RequireString("PolicyName"),
                    Document: context.Policy(
                        policy.RequireDocument("PolicyDocument"),
                        PolicyKind.Identity,
                        resource.Description
                    )
                )
            )
            .ToList();
        var answers = ResourceAnswers.Of(name, ("Arn", $"arn:aws:iam::{context.Account}:user{path}{name}"));
        return new ResourcePlan(
            $"user {name}",
            answers,
            async (client, token) =>
            {
                var input = new CreateUserInput { UserName = name, Path = path };
                await client.TryAsync(IamModel.CreateUser, input, "EntityAlreadyExists", token);
                foreach (var (policy, document) in inline)
                {
                    await client.SendAsync(
                        IamModel.PutUserPolicy,
                        new PutUserPolicyInput
                        {
                            UserName = name,
                            PolicyName = policy,
                            PolicyDocument = document,
                        },
                        token
                    );
                }

                foreach (var arn in managed)
                {
                    await client.SendAsync(
                        IamModel.AttachUserPolicy,
                        new AttachUserPolicyInput { UserName = name, PolicyArn = arn },
                        token
                    );
                }

                return answers;
            }
        );
    }
}
