using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Tasks.Startup;

/// <summary>Reads the containers' secrets from Parameter Store: by region, each once, ten to a call.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html" />
internal sealed class FetchParameters : IStartupStep
{
    private const int LargestBatch = 10;

    public string Name => "parameters read";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var batches = SecretWish
            .Of(context.Plan)
            .Where(wish => !SecretReference.IsMeantBy(wish.ValueFrom))
            .GroupBy(wish => RegionOf(wish.ValueFrom) ?? context.Plan.Task.Region, StringComparer.Ordinal)
            .SelectMany(region =>
                region
                    .GroupBy(wish => wish.ValueFrom, StringComparer.Ordinal)
                    .Chunk(LargestBatch)
                    .Select(batch => (Region: region.Key, Names: batch))
            );
        var results = await Task.WhenAll(
            batches.Select(batch => ReadAsync(batch.Region, batch.Names, context, cancellationToken))
        );
        if (results.OfType<StartupFault>().ToArray() is { Length: > 0 } faults)
        {
            throw new StartupException(context.Texts.Join(faults));
        }
    }

    private static async Task<StartupFault?> ReadAsync(
        string region,
        IGrouping<string, SecretWish>[] wishes,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        GetParametersOutput output;
        try
        {
            output = await context.SendAsync(
                SsmModel.GetParameters,
                new GetParametersInput { Names = [.. wishes.Select(wish => wish.Key)], WithDecryption = true },
                region,
                cancellationToken
            );
        }
        catch (AwsException error)
        {
            return context.Texts.ParametersRefused(region, error);
        }

        var unknown = new List<string>();
        foreach (var wish in wishes)
        {
            if (output.Parameters?.FirstOrDefault(parameter => Is(parameter, wish.Key))?.Value is { } value)
            {
                wish.ToList().ForEach(one => one.Put(value));
            }
            else
            {
                unknown.Add(wish.Key);
            }
        }

        return unknown.Count == 0 ? null : context.Texts.ParametersUnknown(region, unknown);
    }

    // The answer names a parameter by what was asked or by its plain name; both are taken.
    private static bool Is(Parameter parameter, string wanted) =>
        Names(parameter).Contains(wanted, StringComparer.Ordinal);

    private static string?[] Names(Parameter parameter) =>
        [parameter.Name, parameter.ARN, parameter.Name + parameter.Selector, parameter.ARN + parameter.Selector];

    private static string? RegionOf(string valueFrom) => Arn.TryParse(valueFrom, out var arn) ? arn.Region : null;
}
