using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::SSM::Parameter</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html" />
internal sealed class ParameterMaker : IResourceMaker
{
    public string Type => "AWS::SSM::Parameter";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("Name") ?? context.NameFor(resource.LogicalId);
        var type = properties.RequireString("Type");
        var value = properties.RequireString("Value");
        var description = properties.OptionalString("Description");
        var answers = ResourceAnswers.Of(name, ("Type", type), ("Value", value));
        return new ResourcePlan(
            $"parameter {name}",
            answers,
            async (client, token) =>
            {
                await client.SendAsync(
                    SsmModel.PutParameter,
                    new PutParameterInput
                    {
                        Name = name,
                        Type = type,
                        Value = new Secret(value),
                        Description = description,
                        Overwrite = true,
                    },
                    token
                );
                return answers;
            }
        );
    }
}
