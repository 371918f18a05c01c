using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::ECS::Cluster</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-cluster.html" />
internal sealed class ClusterMaker : IResourceMaker
{
    public string Type => "AWS::ECS::Cluster";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("ClusterName") ?? context.NameFor(resource.LogicalId);
        var tags = ResourceTags.Read(properties);
        var answers = ResourceAnswers.Of(name, ("Arn", context.ArnOf("ecs", $"cluster/{name}")));
        return new ResourcePlan(
            $"cluster {name}",
            answers,
            async (client, token) =>
            {
                var input = new CreateClusterInput
                {
                    ClusterName = name,
                    Tags = tags.As((key, value) => new Tag { Key = key, Value = value }),
                };
                await client.SendAsync(EcsModel.CreateCluster, input, token);
                return answers;
            }
        );
    }
}
