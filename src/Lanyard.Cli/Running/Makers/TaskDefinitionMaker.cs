using System.Text;
using Lanyard.Tasks.Definitions;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Templates.TaskDefinitions;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Registers <c>AWS::ECS::TaskDefinition</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html" />
internal sealed class TaskDefinitionMaker : IResourceMaker
{
    /// <summary>The type that it makes.</summary>
    public const string TypeName = "AWS::ECS::TaskDefinition";

    public string Type => TypeName;

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var converted = TaskDefinitionInput.FromProperties(properties.Node, resource.Description);
        context.Faults.AddRange(converted.Faults);
        var family = properties.OptionalString("Family") ?? context.NameFor(resource.LogicalId);
        return Plan(converted.Value, family, context);
    }

    /// <summary>Plans a task definition that is given as the API has it; null when it could not be read.</summary>
    public static ResourcePlan Plan(ResolvedNode? node, string family, MakingContext context)
    {
        var arn = context.ArnOf("ecs", $"task-definition/{family}:1");
        var answers = ResourceAnswers.Of(arn, ("TaskDefinitionArn", arn));
        if (node is null)
        {
            return new ResourcePlan($"task definition {family}", answers, (_, _) => Task.FromResult(answers));
        }

        var input = InputOf(node) with { Family = family };
        Check(input, node, context);
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

    private static RegisterTaskDefinitionInput InputOf(ResolvedNode node)
    {
        var body = Encoding.UTF8.GetBytes(node.ToJson());
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/",
            Body = body,
        };
        return EcsModel.RegisterTaskDefinition.ReadInput(request);
    }

    // ECS would refuse it when it is registered, with other resources made already.
    private static void Check(RegisterTaskDefinitionInput input, ResolvedNode node, MakingContext context)
    {
        try
        {
            DefinitionRules.Check(input);
        }
        catch (AwsException refusal)
        {
            context.Faults.Add(
                new TemplateFault(
                    TemplateFaultCode.NotATaskDefinition,
                    $"ECS would refuse the task definition {input.Family}: {refusal.Message}",
                    node.LocationOf(PathIn(input, refusal.Message))
                )
            );
        }
    }

    // ECS names the container in its message; that is as near as can be told.
    private static string PathIn(RegisterTaskDefinitionInput input, string message)
    {
        var containers = input.ContainerDefinitions ?? [];
        for (var i = 0; i < containers.Count; i++)
        {
            if (message.Contains($"'{containers[i].Name}'", StringComparison.Ordinal))
            {
                return $"containerDefinitions[{i}]";
            }
        }

        return "";
    }
}
