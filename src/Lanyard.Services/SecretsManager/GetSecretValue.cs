using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Reads the value of a secret.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html" />
internal sealed class GetSecretValue(Secrets secrets)
    : Operation<GetSecretValueInput, GetSecretValueOutput>(SecretsManagerModel.GetSecretValue)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetSecretValueInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        var requirement = secrets.On("secretsmanager:GetSecretValue", input.SecretId!, call);
        var stage = input.VersionStage ?? (input.VersionId is null ? Secrets.Current : null);
        return Needs(
            requirement.With("secretsmanager:VersionStage", stage).With("secretsmanager:VersionId", input.VersionId)
        );
    }

    public override ValueTask<GetSecretValueOutput> InvokeAsync(
        GetSecretValueInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var secret = secrets.FindLiving(call);
        var version = VersionOf(secret, input);
        return new(
            new GetSecretValueOutput
            {
                ARN = secret.Arn,
                Name = secret.Name,
                VersionId = version.Id,
                SecretString = secrets.Open(version.SealedText),
                SecretBinary = secrets.Open(version.SealedBinary),
                VersionStages = version.Stages,
                CreatedDate = version.CreatedAt,
            }
        );
    }

    private static SecretVersion VersionOf(SecretRecord secret, GetSecretValueInput input)
    {
        if (input.VersionId is not { } id)
        {
            var stage = input.VersionStage ?? Secrets.Current;
            return secret.Versions.FirstOrDefault(version => version.Stages.Contains(stage, StringComparer.Ordinal))
                ?? throw SecretsManagerErrors.NoValueForStage(stage);
        }

        var found =
            secret.Versions.FirstOrDefault(version => version.Id == id)
            ?? throw SecretsManagerErrors.NoValueForVersion(id);
        return input.VersionStage is { } wanted && !found.Stages.Contains(wanted, StringComparer.Ordinal)
            ? throw SecretsManagerErrors.VersionAndStage()
            : found;
    }
}
