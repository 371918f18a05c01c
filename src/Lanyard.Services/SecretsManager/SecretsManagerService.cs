using Lanyard.Access.Admission;
using Lanyard.Storage;

namespace Lanyard.Services.SecretsManager;

/// <summary>AWS Secrets Manager.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html" />
public sealed class SecretsManagerService : IService
{
    private readonly Secrets _secrets;

    private SecretsManagerService(Secrets secrets)
    {
        _secrets = secrets;
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
    internal Secrets Secrets => _secrets;

    /// <summary>Opens the secrets of a store.</summary>
    public static async ValueTask<SecretsManagerService> OpenAsync(
        ServiceHost host,
        CancellationToken cancellationToken
    )
    {
        var table = await RecordTable<SecretRecord>.OpenAsync(
            host.Store,
            "secretsmanager.secrets",
            SecretsManagerJson.Default.SecretRecord,
            record => record.Key,
            cancellationToken
        );
        return new SecretsManagerService(new Secrets(table, host.Sealer, host.Ids, host.Time));
    }

    /// <inheritdoc />
    public ValueTask ReloadAsync(CancellationToken cancellationToken) => _secrets.Table.ReloadAsync(cancellationToken);
}
