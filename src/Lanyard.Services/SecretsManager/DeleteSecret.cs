using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Marks a secret for deletion, or forgets it at once. One that is marked stays until then; there is no RestoreSecret yet.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html" />
internal sealed class DeleteSecret(Secrets secrets)
    : Operation<DeleteSecretInput, DeleteSecretOutput>(SecretsManagerModel.DeleteSecret)
{
    private const int DefaultWindowDays = 30;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        var requirement = secrets.On("secretsmanager:DeleteSecret", input.SecretId!, call);
        var forces = input.ForceDeleteWithoutRecovery == true ? "true" : "false";
        return Needs(
            requirement
                .With("secretsmanager:ForceDeleteWithoutRecovery", forces)
                .With(
                    "secretsmanager:RecoveryWindowInDays",
                    input.RecoveryWindowInDays?.ToString(CultureInfo.InvariantCulture)
                )
        );
    }

    public override async ValueTask<DeleteSecretOutput> InvokeAsync(
        DeleteSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var forces = input.ForceDeleteWithoutRecovery == true;
        var date = DeletionDate(input, forces);
        var found = secrets.FindJudged(call);
        if (found is null)
        {
            // Forcing is for cleaning up: what is gone already is no error.
            return forces
                ? new DeleteSecretOutput { Name = input.SecretId, DeletionDate = date }
                : throw SecretsManagerErrors.NotFound();
        }

        await secrets.Table.ChangeAsync(
            found.Key,
            current =>
                Secrets.StillThere(current, found) is not { } secret ? current
                : forces ? null
                : Mark(secret, date),
            cancellationToken
        );
        return new DeleteSecretOutput
        {
            ARN = found.Arn,
            Name = found.Name,
            DeletionDate = date,
        };
    }

    private SecretRecord Mark(SecretRecord current, DateTimeOffset date) =>
        current.DeletedAt is null
            ? current with
            {
                DeletedAt = secrets.Time.GetUtcNow(),
                DeletionDate = date,
            }
            : throw SecretsManagerErrors.MarkedForDeletion();

    private DateTimeOffset DeletionDate(DeleteSecretInput input, bool forces)
    {
        var now = secrets.Time.GetUtcNow();
        return (input.RecoveryWindowInDays, forces) switch
        {
            (not null, true) => throw SecretsManagerErrors.WindowAndForce(),
            (null, true) => now,
            (< 7 or > 30, _) => throw SecretsManagerErrors.BadWindow(),
            var (days, _) => now.AddDays(days ?? DefaultWindowDays),
        };
    }
}
