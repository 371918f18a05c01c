using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Access;

/// <summary>Where every identifier and secret comes from; tests hand in a filler that repeats itself.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html" />
public sealed class IdSource(IdSource.RandomFiller fill)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Fills a span with random bytes.</summary>
    public delegate void RandomFiller(Span<byte> bytes);

    /// <summary>The source of the product: the operating system's random numbers.</summary>
    public static IdSource Random { get; } = new(RandomNumberGenerator.Fill);

    /// <summary>A key id of 20 characters, as in <c>AKIA…</c> or <c>ASIA…</c>.</summary>
    public string NewAccessKeyId(string prefix) => prefix + Text(16, Base32);

    /// <summary>A unique id of 21 characters, as in <c>AROA…</c>.</summary>
    public string NewUniqueId(string prefix) => prefix + Text(17, Base32);

    /// <summary>A secret access key of 40 characters.</summary>
    public string NewSecretAccessKey() => Convert.ToBase64String(Bytes(30));

    /// <summary>A session token: opaque, a few hundred characters.</summary>
    public string NewSessionToken() => "IQoJ" + Convert.ToBase64String(Bytes(240));

    /// <summary>Thirty-two hexadecimal digits, as in a task id.</summary>
    public string NewHexId() => Convert.ToHexStringLower(Bytes(16));

    /// <summary>The random suffix of a secret's ARN.</summary>
    public string NewSuffix(int length) => Text(length, Base62);

    /// <summary>A random UUID with dashes, as in a request id or a credentials id.</summary>
    public string NewUuid()
    {
        var bytes = Bytes(16);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString();
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    private string Text(int length, string alphabet)
    {
        // The bias of the remainder is of no weight for names; secrets are made from whole bytes.
        var text = new StringBuilder(length);
        foreach (var value in Bytes(length))
        {
            text.Append(alphabet[value % alphabet.Length]);
        }

        return text.ToString();
    }
}
