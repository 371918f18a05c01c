using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Wire;

namespace Lanyard.Services.SecretsManager;

/// <summary>The secrets of all accounts and regions.</summary>
internal sealed class Secrets(RecordTable<SecretRecord> table, Sealer sealer, IdSource ids, TimeProvider time)
{
    /// <summary>The label of the version that is read by default.</summary>
    public const string Current = "AWSCURRENT";

    /// <summary>The label of the version before.</summary>
    public const string Previous = "AWSPREVIOUS";

    private const string ArnPrefix = "secret:";
    private const string Purpose = "secretsmanager-value";
    private const int SuffixLength = 6;
    private const int LargestBytes = 65_536;

    /// <summary>The records by <c>account/region/name</c>.</summary>
    public RecordTable<SecretRecord> Table => table;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>
    /// Finds a secret by name, by ARN, or by ARN without the random suffix, in the call's region; one marked for deletion is found too.
    /// </summary>
    public SecretRecord? Find(Call call, string secretId)
    {
        if (!TryArn(secretId, out var arn, out var account))
        {
            return Living(call.KeyOf(secretId));
        }

        if (arn.Region != call.Region)
        {
            return null;
        }

        var name = arn.Resource[ArnPrefix.Length..];
        var whole = name.Length > SuffixLength + 1 ? Living(call.KeyOf(account, name[..^(SuffixLength + 1)])) : null;
        return whole?.Arn == secretId ? whole : Living(call.KeyOf(account, name));
    }

    /// <summary>
    /// Finds the secret that the call was judged on, as it is now; null when it is gone, though another may have its name.
    /// </summary>
    public SecretRecord? FindJudged(Call call) =>
        call.Kept<SecretRecord>() is { } judged ? StillThere(Living(judged.Key), judged) : null;

    /// <summary>Finds the secret that the call was judged on and that may be used.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none, or it is marked for deletion.</exception>
    public SecretRecord FindLiving(Call call) => MustLive(FindJudged(call));

    /// <summary>What is under a secret's key now, if it is that secret and not another of its name; else null.</summary>
    public static SecretRecord? StillThere(SecretRecord? current, SecretRecord secret) =>
        current?.Arn == secret.Arn ? current : null;

    /// <summary>Refuses what is not there or marked for deletion.</summary>
    public static SecretRecord MustLive(SecretRecord? secret) =>
        secret is null ? throw SecretsManagerErrors.NotFound()
        : secret.DeletedAt is null ? secret
        : throw SecretsManagerErrors.MarkedForDeletion();

    /// <summary>What an action on a secret requires.</summary>
    /// <remarks>
    /// The ARN evaluated is the real one, found by whatever the caller gave; where there is no such secret, it is what the
    /// caller gave, with wildcards in place of a suffix that nobody knows. The refusal prints what the caller gave.
    /// </remarks>
    public Requirement On(string action, string secretId, Call call)
    {
        var secret = call.Keep(Find(call, secretId));
        var isArn = TryArn(secretId, out _, out var named);
        var arn = secret?.Arn ?? (isArn ? secretId : UnknownArn(call, secretId));
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

    /// <summary>The ARN of a secret that is not there yet: its suffix may become anything.</summary>
    public static string UnknownArn(Call call, string name) =>
        call.ArnOf("secretsmanager", $"{ArnPrefix}{name}-??????").ToString();

    /// <summary>Condition values of what a request sets beside the value.</summary>
    public static IEnumerable<KeyValuePair<string, string[]>> ContextOf(string? description, string? kmsKeyId)
    {
        if (description is not null)
        {
            yield return new("secretsmanager:Description", [description]);
        }

        if (kmsKeyId is not null)
        {
            yield return new("secretsmanager:KmsKeyId", [kmsKeyId]);
        }
    }

    /// <summary>A new ARN for a name.</summary>
    public string NewArn(Call call, string name) =>
        call.ArnOf("secretsmanager", $"{ArnPrefix}{name}-{ids.NewSuffix(SuffixLength)}").ToString();

    /// <summary>Makes a version of what a caller gives; null when it gives no value.</summary>
    /// <param name="token">The client's request token, which becomes the version's id; null for a new id.</param>
    /// <exception cref="Wire.Errors.AwsException">Two values were given, or one too long.</exception>
    public SecretVersion? NewVersion(string? token, Secret? text, Secret? binary, ImmutableArray<string> stages)
    {
        if (text is not null && binary is not null)
        {
            throw SecretsManagerErrors.BothValues();
        }

        if (text is null && binary is null)
        {
            return null;
        }

        return new SecretVersion(token ?? ids.NewUuid(), SealText(text), SealBinary(binary), stages, time.GetUtcNow());
    }

    /// <summary>Whether two versions hold the same value.</summary>
    public bool IsSameValue(SecretVersion one, SecretVersion other) =>
        Equals(Open(one.SealedText), Open(other.SealedText))
        && Equals(Open(one.SealedBinary), Open(other.SealedBinary));

    /// <summary>Opens a sealed value; null for null.</summary>
    public Secret? Open(byte[]? sealedValue) =>
        sealedValue is null ? null : new Secret(Encoding.UTF8.GetString(sealer.Open(sealedValue, Purpose)));

    private SecretRecord? Living(string key) =>
        table.Find(key) is { } secret && !secret.IsGone(time.GetUtcNow()) ? secret : null;

    private static bool TryArn(string secretId, [NotNullWhen(true)] out Arn? arn, out AccountId account)
    {
        account = default;
        return Arn.TryParse(secretId, out arn)
            && arn.Service == "secretsmanager"
            && arn.Resource.StartsWith(ArnPrefix, StringComparison.Ordinal)
            && AccountId.TryParse(arn.Account, out account);
    }

    private byte[]? SealText(Secret? value)
    {
        if (value is null)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(value.Reveal());
        return bytes.Length <= LargestBytes
            ? sealer.Seal(bytes, Purpose)
            : throw SecretsManagerErrors.TooLong("secretString");
    }

    // What is sealed is the Base64 text as it came; what is limited are the bytes it stands for.
    private byte[]? SealBinary(Secret? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.Reveal();
        if (!Convert.TryFromBase64String(text, new byte[text.Length], out var length))
        {
            throw SecretsManagerErrors.NotBase64();
        }

        return length switch
        {
            0 => throw SecretsManagerErrors.Empty("secretBinary"),
            > LargestBytes => throw SecretsManagerErrors.TooLong("secretBinary"),
            _ => sealer.Seal(Encoding.UTF8.GetBytes(text), Purpose),
        };
    }
}
