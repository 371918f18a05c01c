using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Adds a version to a secret.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html" />
internal sealed class PutSecretValue(Secrets secrets)
    : Operation<PutSecretValueInput, PutSecretValueOutput>(SecretsManagerModel.PutSecretValue)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutSecretValueInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        return Needs(secrets.On("secretsmanager:PutSecretValue", input.SecretId!, call));
    }

    public override async ValueTask<PutSecretValueOutput> InvokeAsync(
        PutSecretValueInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var version =
            secrets.NewVersion(
                input.ClientRequestToken,
                input.SecretString,
                input.SecretBinary,
                [.. input.VersionStages ?? [Secrets.Current]]
            ) ?? throw SecretsManagerErrors.NoValue();
        var found = secrets.FindLiving(call);
        var added = await SecretVersions.AddAsync(secrets, found, version, change: null, cancellationToken);
        return new PutSecretValueOutput
        {
            ARN = found.Arn,
            Name = found.Name,
            VersionId = added.Id,
            VersionStages = added.Stages,
        };
    }
}
