using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.SecretsManager;

/// <summary>The secrets of all accounts and regions.</summary>
internal sealed class Secrets(
    Records records,
    RecordTable<SecretRecord> table,
    SecretValues values,
    IdSource ids,
    TimeProvider time
)
{
    /// <summary>The records by <c>account/region/name</c>.</summary>
    public RecordTable<SecretRecord> Table => table;

    /// <summary>What opens and seals values.</summary>
    public SecretValues Values => values;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Finds the secret that a caller means.</summary>
    /// <exception cref="Wire.Errors.AwsException">No secret can be called so.</exception>
    public Found<SecretRecord> Find(Call call, string secretId)
    {
        SecretName.CheckId(secretId);
        return At(call, secretId);
    }

    /// <summary>
    /// Finds a secret by name, by ARN, or by ARN without the random suffix, in the call's region; one marked for deletion is found too.
    /// </summary>
    public Found<SecretRecord> At(Call call, string secretId)
    {
        if (!SecretName.TryArn(secretId, out var arn, out var account, out var name))
        {
            return At(call.KeyOf(secretId));
        }

        if (arn.Region != call.Region)
        {
            return new Found<SecretRecord>(call.KeyOf(account, name), null);
        }

        var whole = At(call.KeyOf(account, SecretName.WithoutSuffix(name)));
        return whole.Record?.Arn == secretId ? whole : At(call.KeyOf(account, name));
    }

    /// <summary>The secret that was found, as it is now; null when it is gone, though another may have its name.</summary>
    public SecretRecord? Current(Found<SecretRecord> found) => Living(table.Current(found));

    /// <summary>The secret that was found, as it is now, if it may be used.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is gone or marked for deletion.</exception>
    public SecretRecord Usable(Found<SecretRecord> found) => MustBeUsable(Current(found));

    /// <summary>Changes the secret that was found, if it may be used.</summary>
    /// <returns>The secret as it is then.</returns>
    /// <exception cref="Wire.Errors.AwsException">It is gone or marked for deletion.</exception>
    public async ValueTask<SecretRecord> ChangeAsync(
        Found<SecretRecord> found,
        Func<SecretRecord, SecretRecord> change,
        CancellationToken cancellationToken
    )
    {
        var (_, after) = await table.ChangeAsync(
            found,
            current => change(MustBeUsable(Living(current))),
            SecretsManagerErrors.NotFound,
            cancellationToken
        );
        return after!;
    }

    /// <summary>Removes the secret that was found.</summary>
    /// <returns>What was removed; null when it was gone already.</returns>
    public ValueTask<SecretRecord?> RemoveAsync(Found<SecretRecord> found, CancellationToken cancellationToken) =>
        records.ChangeAsync(
            change =>
            {
                var secret = change.Current(table, found);
                return secret is not null && change.Remove(table, secret.Key) ? secret : null;
            },
            cancellationToken
        );

    /// <summary>What an action on a secret requires.</summary>
    /// <remarks>
    /// The ARN evaluated is the real one, found by whatever the caller gave; where there is no such secret, it is what the
    /// caller gave, with wildcards in place of a suffix that nobody knows. The refusal prints what the caller gave.
    /// </remarks>
    public static Requirement Needs(string action, string secretId, Found<SecretRecord> found, Call call)
    {
        var secret = found.Record;
        var isArn = SecretName.TryArn(secretId, out _, out var named, out _);
        var arn = secret?.Arn ?? (isArn ? secretId : SecretName.UnknownArn(call, secretId));
        return new Requirement(action, arn)
        {
            ShownResource = secretId,
            // Also where the secret is not there: what is in another account is not told by the answer.
            ResourceAccount =
                secret is not null ? AccountId.Parse(secret.Account)
                : isArn ? named
                : call.Account,
            Context =
            [
                new("secretsmanager:SecretId", [arn]),
                .. TagContext.OfResource(secret?.Tags, "secretsmanager:ResourceTag"),
            ],
        };
    }

    /// <summary>Condition values of what a request sets beside the value.</summary>
    public static ConditionValues ContextOf(string? description, string? kmsKeyId) =>
        ConditionValues.None.With("secretsmanager:Description", description).With("secretsmanager:KmsKeyId", kmsKeyId);

    /// <summary>A new ARN for a name.</summary>
    public string NewArn(Call call, string name) =>
        SecretName.ArnOf(call, name, ids.NewSuffix(SecretName.SuffixLength));

    // What has outlived its date is as if it were not there.
    private Found<SecretRecord> At(RecordKey key)
    {
        var found = table.At(key);
        return found with { Record = Living(found.Record) };
    }

    private SecretRecord? Living(SecretRecord? secret) => secret?.IsGone(time.GetUtcNow()) == false ? secret : null;

    private static SecretRecord MustBeUsable(SecretRecord? secret) =>
        secret is null ? throw SecretsManagerErrors.NotFound()
        : secret.DeletedAt is null ? secret
        : throw SecretsManagerErrors.MarkedForDeletion();
}
