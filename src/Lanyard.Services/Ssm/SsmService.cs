using Lanyard.Access.Admission;
using Lanyard.Services.SecretsManager;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ssm;

/// <summary>AWS Systems Manager Parameter Store.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-parameter-store.html" />
public sealed class SsmService : IService
{
    private static readonly Collection<ParameterRecord> Collection = new(
        "ssm.parameters",
        () => SsmJson.Default.ParameterRecord
    );

    private SsmService(Parameters parameters)
    {
        Operations =
        [
            new PutParameter(parameters),
            new GetParameter(parameters),
            new GetParameters(parameters),
            new GetParametersByPath(parameters),
            new DeleteParameter(parameters),
            new DeleteParameters(parameters),
            new DescribeParameters(parameters),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the parameters of a host's tables.</summary>
    public static ValueTask<SsmService> OpenAsync(ServiceHost host, CancellationToken cancellationToken) =>
        OpenAsync(host, secretsManager: null, cancellationToken);

    /// <summary>Opens the parameters of a host's tables.</summary>
    /// <param name="secretsManager">Where <c>/aws/reference/secretsmanager/…</c> leads; null: nowhere.</param>
    public static async ValueTask<SsmService> OpenAsync(
        ServiceHost host,
        SecretsManagerService? secretsManager,
        CancellationToken cancellationToken
    )
    {
        var table = await host.Records.OpenAsync(Collection, cancellationToken);
        return new SsmService(
            new Parameters(host.Records, table, new SecretReferences(secretsManager?.Secrets), host.Sealer, host.Time)
        );
    }
}
