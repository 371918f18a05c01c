using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Changes a secret's description or key, and its value when one is given.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html" />
internal sealed class UpdateSecret(Secrets secrets)
    : Operation<UpdateSecretInput, Found<SecretRecord>, UpdateSecretOutput>(SecretsManagerModel.UpdateSecret)
{
    protected override Found<SecretRecord> Find(UpdateSecretInput input, Call call) =>
        secrets.Find(call, input.SecretId!);

    protected override IEnumerable<Requirement> Require(
        UpdateSecretInput input,
        Found<SecretRecord> subject,
        Call call
    ) =>
        [
            Secrets
                .Needs("secretsmanager:UpdateSecret", input.SecretId!, subject, call)
                .With(Secrets.ContextOf(input.Description, input.KmsKeyId)),
        ];

    protected override async ValueTask<UpdateSecretOutput> InvokeAsync(
        UpdateSecretInput input,
        Found<SecretRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = secrets.Usable(subject);
        var version = secrets.Values.NewVersion(
            input.ClientRequestToken,
            input.SecretString,
            input.SecretBinary,
            [VersionStages.Current]
        );
        var secret = await secrets.ChangeAsync(subject, current => With(current, input, version), cancellationToken);
        return new UpdateSecretOutput
        {
            ARN = secret.Arn,
            Name = secret.Name,
            VersionId = version?.Id,
        };
    }

    private SecretRecord With(SecretRecord current, UpdateSecretInput input, SecretVersion? version)
    {
        var changed = current with
        {
            Description = input.Description ?? current.Description,
            KmsKeyId = input.KmsKeyId ?? current.KmsKeyId,
            ChangedAt = secrets.Time.GetUtcNow(),
        };
        return version is null ? changed : SecretVersions.Add(secrets, changed, version);
    }
}
