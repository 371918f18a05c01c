using System.Collections.Immutable;
using System.Text;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage;
using Lanyard.Storage.Sealing;
using Lanyard.Wire;

namespace Lanyard.Services.SecretsManager;

/// <summary>The secrets of all accounts and regions.</summary>
internal sealed class Secrets(RecordTable<SecretRecord> table, Sealer sealer, IdSource ids, TimeProvider time)
{
    /// <summary>The label of the version that is read by default.</summary>
    public const string Current = "AWSCURRENT";

    /// <summary>The label of the version before.</summary>
    public const string Previous = "AWSPREVIOUS";

    private const string Purpose = "secretsmanager-value";
    private const int SuffixLength = 6;
    private const int LargestBytes = 65_536;

    private static readonly ImmutableSortedDictionary<string, string> NoTags = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>The records by <c>account/region/name</c>.</summary>
    public RecordTable<SecretRecord> Table => table;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The key of a name in the call's account and region.</summary>
    public static string KeyOf(Call call, string name) => $"{call.Account}/{call.Region}/{name}";

    /// <summary>Finds a secret by name, by ARN, or by ARN without the random suffix; one marked for deletion is found too.</summary>
    public SecretRecord? Find(Call call, string secretId)
    {
        if (!Arn.TryParse(secretId, out var arn))
        {
            return table.Find(KeyOf(call, secretId));
        }

        var name = NameIn(arn);
        var prefix = $"{arn.Account}/{arn.Region}/";
        return table.Find(prefix + name) is { } partial ? partial
            : name.Length > SuffixLength + 1
            && table.Find(prefix + name[..^(SuffixLength + 1)]) is { } full
            && string.Equals(full.Arn, secretId, StringComparison.Ordinal)
                ? full
            : null;
    }

    /// <summary>Finds a secret that may be used.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none, or it is marked for deletion.</exception>
    public SecretRecord FindLiving(Call call, string secretId)
    {
        var secret = Find(call, secretId) ?? throw SecretsManagerErrors.NotFound();
        return secret.DeletedAt is null ? secret : throw SecretsManagerErrors.MarkedForDeletion();
    }

    /// <summary>What an action on a secret requires: its real ARN, or what the caller gave where there is no such secret.</summary>
    public Requirement On(string action, string secretId, Call call)
    {
        var secret = Find(call, secretId);
        var given = Arn.TryParse(secretId, out _)
            ? secretId
            : call.ArnOf("secretsmanager", $"secret:{secretId}").ToString();
        return new Requirement(action, secret?.Arn ?? given)
        {
            ShownResource = secretId,
            ResourceAccount = secret is null ? null : AccountId.Parse(secret.Account),
            Context = [new("secretsmanager:SecretId", [secret?.Arn ?? given]), .. TagsOf(secret)],
        };
    }

    /// <summary>A new ARN for a name.</summary>
    public string NewArn(Call call, string name) =>
        call.ArnOf("secretsmanager", $"secret:{name}-{ids.NewSuffix(SuffixLength)}").ToString();

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

        return new SecretVersion(token ?? ids.NewUuid(), Seal(text), Seal(binary), stages, time.GetUtcNow());
    }

    /// <summary>Whether two versions hold the same value.</summary>
    public bool IsSameValue(SecretVersion one, SecretVersion other) =>
        Equals(Open(one.SealedText), Open(other.SealedText))
        && Equals(Open(one.SealedBinary), Open(other.SealedBinary));

    /// <summary>Opens a sealed value; null for null.</summary>
    public Secret? Open(byte[]? sealedValue) =>
        sealedValue is null ? null : new Secret(Encoding.UTF8.GetString(sealer.Open(sealedValue, Purpose)));

    private static IEnumerable<KeyValuePair<string, string[]>> TagsOf(SecretRecord? secret)
    {
        foreach (var (name, value) in secret?.Tags ?? NoTags)
        {
            yield return new($"aws:ResourceTag/{name}", [value]);
            yield return new($"secretsmanager:ResourceTag/{name}", [value]);
        }
    }

    private byte[]? Seal(Secret? value)
    {
        if (value is null)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(value.Reveal());
        return bytes.Length <= LargestBytes ? sealer.Seal(bytes, Purpose) : throw SecretsManagerErrors.TooLong();
    }

    private static string NameIn(Arn arn) =>
        arn.Resource.StartsWith("secret:", StringComparison.Ordinal) ? arn.Resource["secret:".Length..] : arn.Resource;
}
