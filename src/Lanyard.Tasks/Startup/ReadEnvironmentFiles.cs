using System.Collections.Immutable;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Tasks.Startup;

/// <summary>Reads the containers' environment files from S3.</summary>
/// <remarks>The agent's look at the bucket's region (<c>HeadBucket</c>) is left out: buckets are found wherever they are.</remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html" />
internal sealed class ReadEnvironmentFiles : IStartupStep
{
    public string Name => "environment files read";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public Task RunAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(
            context
                .Plan.Containers.Where(container => container.Definition.EnvironmentFiles is { Count: > 0 })
                .Select(async container =>
                    container.EnvironmentFiles = [
                        .. await Task.WhenAll(
                            container.Definition.EnvironmentFiles!.Select(file =>
                                ReadAsync(file.Value!, context, cancellationToken)
                            )
                        ),
                    ]
                )
        );

    private static async Task<ImmutableArray<KeyValuePair<string, string>>> ReadAsync(
        string objectArn,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var path = Arn.Parse(objectArn).Resource;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (bucket, key) = (path[..slash], path[(slash + 1)..]);
        try
        {
            var output = await context.SendAsync(
                S3Model.GetObject,
                new GetObjectInput { Bucket = bucket, Key = key },
                region: null,
                cancellationToken
            );
            await using var body = output.Body ?? Stream.Null;
            return await EnvironmentFileReader.ReadAsync(body, cancellationToken);
        }
        catch (AwsException error)
        {
            throw new StartupException(context.Texts.EnvironmentFileRefused(bucket, key, error));
        }
    }
}
