using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.SecretsManager;

/// <summary>AWS Secrets Manager.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html" />
public sealed class SecretsManagerService : IService
{
    private static readonly Collection<SecretRecord> Collection = new(
        "secretsmanager.secrets",
        () => SecretsManagerJson.Default.SecretRecord
    );

    private SecretsManagerService(Secrets secrets)
    {
        Secrets = secrets;
        Operations =
        [
            new CreateSecret(secrets),
            new GetSecretValue(secrets),
            new PutSecretValue(secrets),
            new UpdateSecret(secrets),
            new DeleteSecret(secrets),
            new DescribeSecret(secrets),
            new ListSecrets(secrets),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>The secrets, for the parameters that stand for them.</summary>
    internal Secrets Secrets { get; }

    /// <summary>Opens the secrets of a host's tables.</summary>
    public static async ValueTask<SecretsManagerService> OpenAsync(
        ServiceHost host,
        CancellationToken cancellationToken
    )
    {
        var table = await host.Records.OpenAsync(Collection, cancellationToken);
        var values = new SecretValues(host.Sealer, host.Ids, host.Time);
        return new SecretsManagerService(new Secrets(host.Records, table, values, host.Ids, host.Time));
    }
}
