using Lanyard.Cli.Clients;
using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::RolePolicy</c> or <c>AWS::IAM::UserPolicy</c>: one inline policy of one role or user.</summary>
/// <param name="type">The type.</param>
/// <param name="ownerProperty">The property that names the role or the user.</param>
/// <param name="callsOf">The calls about its policies, by its name.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html" />
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-userpolicy.html" />
internal sealed class InlinePolicyMaker(string type, string ownerProperty, Func<AwsClient, string, PolicyCalls> callsOf)
    : IResourceMaker
{
    public string Type => type;

    /// <summary>The maker of policies of roles.</summary>
    public static InlinePolicyMaker OfRoles() =>
        new("AWS::IAM::RolePolicy", "RoleName", (client, role) => new RolePolicyCalls(client, role));

    /// <summary>The maker of policies of users.</summary>
    public static InlinePolicyMaker OfUsers() =>
        new("AWS::IAM::UserPolicy", "UserName", (client, user) => new UserPolicyCalls(client, user));

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.RequireString("PolicyName");
        var owner = properties.RequireString(ownerProperty);
        var document = context.Policy(
            properties.RequireDocument("PolicyDocument"),
            PolicyKind.Identity,
            resource.Description
        );
        // Of a type whose identifier has two parts, Ref returns both.
        var answers = ResourceAnswers.Of($"{name}|{owner}");
        return new ResourcePlan(
            $"policy {name} of {owner}",
            answers,
            async (client, token) =>
            {
                await callsOf(client, owner).PutAsync(name, document, token);
                return answers;
            }
        );
    }
}
