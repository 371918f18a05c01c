using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Adds a version to a secret.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html" />
internal sealed class PutSecretValue(Secrets secrets)
    : Operation<PutSecretValueInput, Found<SecretRecord>, PutSecretValueOutput>(SecretsManagerModel.PutSecretValue)
{
    protected override Found<SecretRecord> Find(PutSecretValueInput input, Call call) =>
        secrets.Find(call, input.SecretId!);

    protected override IEnumerable<Requirement> Require(
        PutSecretValueInput input,
        Found<SecretRecord> subject,
        Call call
    ) => [Secrets.Needs("secretsmanager:PutSecretValue", input.SecretId!, subject, call)];

    protected override async ValueTask<PutSecretValueOutput> InvokeAsync(
        PutSecretValueInput input,
        Found<SecretRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var version =
            secrets.Values.NewVersion(
                input.ClientRequestToken,
                input.SecretString,
                input.SecretBinary,
                [.. input.VersionStages ?? [VersionStages.Current]]
            ) ?? throw SecretsManagerErrors.NoValue();
        var secret = await secrets.ChangeAsync(
            subject,
            current => SecretVersions.Add(secrets, current, version),
            cancellationToken
        );
        return new PutSecretValueOutput
        {
            ARN = secret.Arn,
            Name = secret.Name,
            VersionId = version.Id,
            VersionStages = secret.Versions.First(one => one.Id == version.Id).Stages,
        };
    }
}
