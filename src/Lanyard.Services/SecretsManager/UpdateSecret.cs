using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Changes a secret's description or key, and its value when one is given.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html" />
internal sealed class UpdateSecret(Secrets secrets)
    : Operation<UpdateSecretInput, UpdateSecretOutput>(SecretsManagerModel.UpdateSecret)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        UpdateSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        var requirement = secrets.On("secretsmanager:UpdateSecret", input.SecretId!, call);
        return Needs(
            requirement with
            {
                Context = [.. requirement.Context, .. Secrets.ContextOf(input.Description, input.KmsKeyId)],
            }
        );
    }

    public override async ValueTask<UpdateSecretOutput> InvokeAsync(
        UpdateSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var found = secrets.FindLiving(call);
        var version = secrets.NewVersion(
            input.ClientRequestToken,
            input.SecretString,
            input.SecretBinary,
            [Secrets.Current]
        );
        SecretRecord Change(SecretRecord current) =>
            current with
            {
                Description = input.Description ?? current.Description,
                KmsKeyId = input.KmsKeyId ?? current.KmsKeyId,
                ChangedAt = secrets.Time.GetUtcNow(),
            };

        if (version is not null)
        {
            version = await SecretVersions.AddAsync(secrets, found, version, Change, cancellationToken);
        }
        else
        {
            await secrets.Table.ChangeAsync(
                found.Key,
                current => Change(Secrets.MustLive(Secrets.StillThere(current, found))),
                cancellationToken
            );
        }

        return new UpdateSecretOutput
        {
            ARN = found.Arn,
            Name = found.Name,
            VersionId = version?.Id,
        };
    }
}
