using Lanyard.Cli.Clients;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::Logs::LogGroup</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html" />
internal sealed class LogGroupMaker : IResourceMaker
{
    private const string Retention = "RetentionInDays";

    public string Type => "AWS::Logs::LogGroup";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("LogGroupName") ?? context.NameFor(resource.LogicalId);
        var days = properties.OptionalInteger(Retention);
        var tags = ResourceTags.Read(properties);
        var answers = ResourceAnswers.Of(name, ("Arn", context.ArnOf("logs", $"log-group:{name}:*")));
        return new ResourcePlan(
            $"log group {name}",
            answers,
            async (client, token) =>
            {
                var input = new CreateLogGroupInput { LogGroupName = name, Tags = tags.Count == 0 ? null : tags };
                await client.TryAsync(
                    LogsModel.CreateLogGroup,
                    input,
                    LogsErrorCodes.ResourceAlreadyExistsException,
                    token
                );
                if (days is { } retention)
                {
                    await client.SendAsync(
                        LogsModel.PutRetentionPolicy,
                        new PutRetentionPolicyInput { LogGroupName = name, RetentionInDays = (int)retention },
                        token
                    );
                }

                return days is null && await HasRetentionAsync(client, name, token)
                    ? answers with
                    {
                        Unchanged = [Retention],
                    }
                    : answers;
            }
        );
    }

    private static async Task<bool> HasRetentionAsync(
        AwsClient client,
        string name,
        CancellationToken cancellationToken
    )
    {
        // The first of a prefix is the shortest: the name itself.
        var described = await client.SendAsync(
            LogsModel.DescribeLogGroups,
            new DescribeLogGroupsInput { LogGroupNamePrefix = name, Limit = 1 },
            cancellationToken
        );
        return described.LogGroups is [{ RetentionInDays: not null }];
    }
}
