using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Tasks.Startup;

/// <summary>Reads the containers' secrets from Secrets Manager, each once.</summary>
/// <remarks>
/// Without a JSON key a binary secret is the empty text, as on ECS. A rotated secret reaches new tasks only.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html" />
internal sealed class FetchSecrets : IStartupStep
{
    private const int ShortestVersionId = 32;

    public string Name => "secrets read";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var wanted = SecretWish
            .Of(context.Plan)
            .Where(wish => SecretReference.IsMeantBy(wish.ValueFrom))
            .Select(wish =>
                (
                    Wish: wish,
                    Secret: SecretReference.Parse(wish.ValueFrom)
                        ?? throw new StartupException(context.Texts.SecretMalformed(wish.ValueFrom))
                )
            )
            .ToArray();

        var results = await Task.WhenAll(
            wanted
                .Select(one => one.Secret with { JsonKey = null })
                .Distinct()
                .Select(async secret => (secret, Result: await ReadAsync(secret, context, cancellationToken)))
        );
        if (
            results.Where(one => one.Result.Fault is not null).Select(one => one.Result.Fault!).ToArray() is
            { Length: > 0 } faults
        )
        {
            throw new StartupException(context.Texts.Join(faults));
        }

        var values = results.ToDictionary(one => one.secret, one => one.Result.Value!);
        foreach (var (wish, secret) in wanted)
        {
            wish.Put(Select(values[secret with { JsonKey = null }], secret.JsonKey, context.Texts));
        }
    }

    private static async Task<(Secret? Value, StartupFault? Fault)> ReadAsync(
        SecretReference secret,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            ThrowIfTooShort(secret.VersionId);
            var output = await context.SendAsync(
                SecretsManagerModel.GetSecretValue,
                new GetSecretValueInput
                {
                    SecretId = secret.SecretId,
                    VersionStage = secret.VersionStage,
                    VersionId = secret.VersionId,
                },
                secret.Region,
                cancellationToken
            );
            return (output.SecretString ?? new Secret(""), null);
        }
        catch (AwsException error)
        {
            return (null, context.Texts.SecretRefused(secret, error));
        }
    }

    // The SDK refuses this one itself.
    private static void ThrowIfTooShort(string? versionId)
    {
        if (versionId is { Length: < ShortestVersionId })
        {
            throw new AwsException(
                "InvalidParameter",
                "1 validation error(s) found. - minimum field size of 32, GetSecretValueInput.VersionId."
            );
        }
    }

    private static Secret Select(Secret value, string? jsonKey, IFailureTexts texts) =>
        jsonKey is null
            ? value
            : new Secret(
                JsonKey.Read(value.Reveal(), jsonKey) ?? throw new StartupException(texts.SecretKeyMissing(jsonKey))
            );
}

/// <summary>A secret that a container is to have, and where its value goes.</summary>
/// <param name="ValueFrom">The reference as the definition has it.</param>
/// <param name="Put">Takes the value.</param>
internal sealed record SecretWish(string ValueFrom, Action<Secret> Put)
{
    /// <summary>What all containers of a task wish: variables, and options of the log driver.</summary>
    public static IEnumerable<SecretWish> Of(StartupPlan plan) =>
        plan.Containers.SelectMany(container =>
            Enumerable.Concat(
                (container.Definition.Secrets ?? []).Select(secret => new SecretWish(
                    secret.ValueFrom!,
                    value => container.Secrets[secret.Name!] = value
                )),
                (container.Definition.LogConfiguration?.SecretOptions ?? []).Select(secret => new SecretWish(
                    secret.ValueFrom!,
                    value => container.LogSecrets[secret.Name!] = value
                ))
            )
        );
}
