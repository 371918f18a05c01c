using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::Policy</c>: an inline policy of roles and users; groups are not there.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html" />
internal sealed class PolicyMaker : IResourceMaker
{
    public string Type => "AWS::IAM::Policy";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.RequireString("PolicyName");
        var roles = properties.OptionalStrings("Roles");
        var users = properties.OptionalStrings("Users");
        var document = context.Policy(
            properties.RequireDocument("PolicyDocument"),
            PolicyKind.Identity,
            resource.Description
        );
        var answers = ResourceAnswers.Of(name, ("Id", name));
        return new ResourcePlan(
            $"policy {name} of {string.Join(", ", roles.Concat(users))}",
            answers,
            async (client, token) =>
            {
                var holders = roles
                    .Select(PolicyCalls (role) => new RolePolicyCalls(client, role))
                    .Concat(users.Select(user => new UserPolicyCalls(client, user)));
                foreach (var holder in holders)
                {
                    await holder.PutAsync(name, document, token);
                }

                return answers;
            }
        );
    }
}
