using System.Collections.Immutable;
using System.Text;
using Lanyard.Access;
using Lanyard.Storage.Sealing;
using Lanyard.Wire;

namespace Lanyard.Services.SecretsManager;

/// <summary>The values of secrets, which are kept sealed: a text or bytes, at most 65,536 bytes.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html" />
internal sealed class SecretValues(Sealer sealer, IdSource ids, TimeProvider time)
{
    private const string Purpose = "secretsmanager-value";
    private const int LargestBytes = 65_536;

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
