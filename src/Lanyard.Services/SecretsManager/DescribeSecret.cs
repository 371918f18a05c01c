using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Describes a secret without its value.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html" />
internal sealed class DescribeSecret(Secrets secrets)
    : ReadOperation<DescribeSecretInput, Found<SecretRecord>, DescribeSecretOutput>(SecretsManagerModel.DescribeSecret)
{
    protected override Found<SecretRecord> Find(DescribeSecretInput input, Call call) =>
        secrets.Find(call, input.SecretId!);

    protected override IEnumerable<Requirement> Require(
        DescribeSecretInput input,
        Found<SecretRecord> subject,
        Call call
    ) => [Secrets.Needs("secretsmanager:DescribeSecret", input.SecretId!, subject, call)];

    protected override DescribeSecretOutput Answer(
        DescribeSecretInput input,
        Found<SecretRecord> subject,
        AdmittedCall call
    )
    {
        var secret = secrets.Current(subject) ?? throw SecretsManagerErrors.NotFound();
        return new DescribeSecretOutput
        {
            ARN = secret.Arn,
            Name = secret.Name,
            Description = secret.Description,
            KmsKeyId = secret.KmsKeyId,
            CreatedDate = secret.CreatedAt,
            LastChangedDate = secret.ChangedAt,
            DeletedDate = secret.DeletedAt,
            Tags = SecretTags.Of(secret),
            VersionIdsToStages = StagesOf(secret),
        };
    }

    /// <summary>The staging labels of each version that has some.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> StagesOf(SecretRecord secret) =>
        secret
            .Versions.Where(version => !version.Stages.IsEmpty)
            .ToDictionary(
                version => version.Id,
                version => (IReadOnlyList<string>)version.Stages,
                StringComparer.Ordinal
            );
}
