using Lanyard.Cli.Clients;
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
        var tags = ResourceTags.ReadMap(properties);
        var type = properties.RequireString("Type");
        var value = properties.RequireString("Value");
        var input = new PutParameterInput
        {
            Name = name,
            Type = type,
            Value = new Secret(value),
            Description = properties.OptionalString("Description"),
        };
        var answers = ResourceAnswers.Of(name, ("Type", type), ("Value", value));
        return new ResourcePlan(
            $"parameter {name}",
            answers,
            async (client, token) =>
            {
                await MakeAsync(client, input, tags, token);
                return answers;
            }
        );
    }

    // What is overwritten takes no tags, and nobody tells or changes those that are there: with tags it is made anew.
    private static async Task MakeAsync(
        AwsClient client,
        PutParameterInput input,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        if (tags.Count == 0)
        {
            await client.SendAsync(SsmModel.PutParameter, input with { Overwrite = true }, cancellationToken);
            return;
        }

        var delete = new DeleteParameterInput { Name = input.Name };
        await client.TryAsync(SsmModel.DeleteParameter, delete, "ParameterNotFound", cancellationToken);
        var tagged = input with { Tags = tags.As((key, value) => new Tag { Key = key, Value = value }) };
        await client.SendAsync(SsmModel.PutParameter, tagged, cancellationToken);
    }
}
