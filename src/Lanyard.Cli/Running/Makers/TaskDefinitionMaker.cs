using System.Text;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Templates.TaskDefinitions;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Registers <c>AWS::ECS::TaskDefinition</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html" />
internal sealed class TaskDefinitionMaker : IResourceMaker
{
    public string Type => "AWS::ECS::TaskDefinition";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var converted = TaskDefinitionInput.FromProperties(properties.Node, resource.Description);
        context.Faults.AddRange(converted.Faults);
        var family = properties.OptionalString("Family") ?? context.NameFor(resource.LogicalId);
        var arn = $"arn:aws:ecs:{context.Region}:{context.Account}:task-definition/{family}:1";
        var answers = ResourceAnswers.Of(arn, ("TaskDefinitionArn", arn));
        if (converted.Value is not { } node)
        {
            return new ResourcePlan($"task definition {family}", answers, (_, _) => Task.FromResult(answers));
        }

        var body = Encoding.UTF8.GetBytes(node.ToJson());
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/",
            Body = body,
        };
        var input = EcsModel.RegisterTaskDefinition.ReadInput(request) with { Family = family };
        return new ResourcePlan(
            $"task definition {family}",
            answers,
            async (client, token) =>
            {
                var output = await client.SendAsync(EcsModel.RegisterTaskDefinition, input, token);
                var made = output.TaskDefinition!.TaskDefinitionArn!;
                return ResourceAnswers.Of(made, ("TaskDefinitionArn", made));
            }
        )
        {
            Task = new TaskPlan(input, node, context.TemplatePath),
        };
    }
}
