using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Reads the value of a secret.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html" />
internal sealed class GetSecretValue(Secrets secrets)
    : ReadOperation<GetSecretValueInput, Found<SecretRecord>, GetSecretValueOutput>(SecretsManagerModel.GetSecretValue)
{
    protected override Found<SecretRecord> Find(GetSecretValueInput input, Call call) =>
        secrets.Find(call, input.SecretId!);

    // The label that is read by default is in no condition: AWS refuses a call without one where a policy asks for it.
    // https://github.com/aws/aws-cli/issues/5031
    protected override IEnumerable<Requirement> Require(
        GetSecretValueInput input,
        Found<SecretRecord> subject,
        Call call
    ) =>
        [
            Secrets
                .Needs("secretsmanager:GetSecretValue", input.SecretId!, subject, call)
                .With("secretsmanager:VersionStage", input.VersionStage)
                .With("secretsmanager:VersionId", input.VersionId),
        ];

    protected override GetSecretValueOutput Answer(
        GetSecretValueInput input,
        Found<SecretRecord> subject,
        AdmittedCall call
    )
    {
        var secret = secrets.Usable(subject);
        var version = VersionOf(secret, input);
        return new GetSecretValueOutput
        {
            ARN = secret.Arn,
            Name = secret.Name,
            VersionId = version.Id,
            SecretString = secrets.Values.Open(version.SealedText),
            SecretBinary = secrets.Values.Open(version.SealedBinary),
            VersionStages = version.Stages,
            CreatedDate = version.CreatedAt,
        };
    }

    private static SecretVersion VersionOf(SecretRecord secret, GetSecretValueInput input)
    {
        if (input.VersionId is not { } id)
        {
            var stage = input.VersionStage ?? VersionStages.Current;
            return secret.VersionAt(stage) ?? throw SecretsManagerErrors.NoValueForStage(stage);
        }

        var found =
            secret.Versions.FirstOrDefault(version => version.Id == id)
            ?? throw SecretsManagerErrors.NoValueForVersion(id);
        return input.VersionStage is { } wanted && !found.Stages.Contains(wanted, StringComparer.Ordinal)
            ? throw SecretsManagerErrors.VersionAndStage()
            : found;
    }
}
