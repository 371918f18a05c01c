using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::Logs::LogGroup</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html" />
internal sealed class LogGroupMaker : IResourceMaker
{
    public string Type => "AWS::Logs::LogGroup";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("LogGroupName") ?? context.NameFor(resource.LogicalId);
        var days = properties.OptionalInteger("RetentionInDays");
        var answers = ResourceAnswers.Of(
            name,
            ("Arn", $"arn:aws:logs:{context.Region}:{context.Account}:log-group:{name}:*")
        );
        return new ResourcePlan(
            $"log group {name}",
            answers,
            async (client, token) =>
            {
                var input = new CreateLogGroupInput { LogGroupName = name };
                await client.TryAsync(LogsModel.CreateLogGroup, input, "ResourceAlreadyExistsException", token);
                if (days is { } retention)
                {
                    await client.SendAsync(
                        LogsModel.PutRetentionPolicy,
                        new PutRetentionPolicyInput { LogGroupName = name, RetentionInDays = (int)retention },
                        token
                    );
                }

                return answers;
            }
        );
    }
}
