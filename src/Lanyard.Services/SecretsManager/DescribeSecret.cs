using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Describes a secret without its value.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html" />
internal sealed class DescribeSecret(Secrets secrets)
    : Operation<DescribeSecretInput, DescribeSecretOutput>(SecretsManagerModel.DescribeSecret)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        return Needs(secrets.On("secretsmanager:DescribeSecret", input.SecretId!, call));
    }

    public override ValueTask<DescribeSecretOutput> InvokeAsync(
        DescribeSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var secret = secrets.FindJudged(call) ?? throw SecretsManagerErrors.NotFound();
        return new(
            new DescribeSecretOutput
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
            }
        );
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
