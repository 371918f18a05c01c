using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Marks a secret for deletion, or forgets it at once. One that is marked stays until then; there is no RestoreSecret yet.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html" />
internal sealed class DeleteSecret(Secrets secrets)
    : Operation<DeleteSecretInput, Found<SecretRecord>, DeleteSecretOutput>(SecretsManagerModel.DeleteSecret)
{
    private const int DefaultWindowDays = 30;

    protected override Found<SecretRecord> Find(DeleteSecretInput input, Call call) =>
        secrets.Find(call, input.SecretId!);

    protected override IEnumerable<Requirement> Require(
        DeleteSecretInput input,
        Found<SecretRecord> subject,
        Call call
    ) =>
        [
            Secrets
                .Needs("secretsmanager:DeleteSecret", input.SecretId!, subject, call)
                .With("secretsmanager:ForceDeleteWithoutRecovery", Forces(input) ? "true" : "false")
                .With(
                    "secretsmanager:RecoveryWindowInDays",
                    input.RecoveryWindowInDays?.ToString(CultureInfo.InvariantCulture)
                ),
        ];

    protected override async ValueTask<DeleteSecretOutput> InvokeAsync(
        DeleteSecretInput input,
        Found<SecretRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var now = secrets.Time.GetUtcNow();
        var date = DeletionDate(input, now);
        // Forcing is for cleaning up: what is gone already is no error.
        var secret = Forces(input)
            ? await secrets.RemoveAsync(subject, cancellationToken)
            : await secrets.ChangeAsync(
                subject,
                current => current with { DeletedAt = now, DeletionDate = date },
                cancellationToken
            );
        return new DeleteSecretOutput
        {
            ARN = secret?.Arn,
            Name = secret?.Name ?? input.SecretId,
            DeletionDate = date,
        };
    }

    private static bool Forces(DeleteSecretInput input) => input.ForceDeleteWithoutRecovery == true;

    private static DateTimeOffset DeletionDate(DeleteSecretInput input, DateTimeOffset now) =>
        (input.RecoveryWindowInDays, Forces(input)) switch
        {
            (not null, true) => throw SecretsManagerErrors.WindowAndForce(),
            (null, true) => now,
            (< 7 or > 30, _) => throw SecretsManagerErrors.BadWindow(),
            var (days, _) => now.AddDays(days ?? DefaultWindowDays),
        };
}
