using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanyard.Containers.Images;

/// <summary>The SHA-256 of some content, written <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
/// <remarks>The specification allows other algorithms; registries and engines use this one, and so do we.</remarks>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#digests" />
[JsonConverter(typeof(DigestJsonConverter))]
public sealed record Digest
{
    private const string Prefix = "sha256:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string hex) => Hex = hex;

    /// <summary>The 64 digits without the algorithm; fit for a file name.</summary>
    public string Hex { get; }

    /// <summary>The digest of these bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest whose 32 bytes a hash computed.</summary>
    public static Digest FromHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException("a SHA-256 has 32 bytes", nameof(hash));
        }

        return new Digest(Convert.ToHexStringLower(hash));
    }

    /// <summary>Reads a digest.</summary>
    /// <exception cref="ContainerException">Invalid: it is not <c>sha256:</c> and 64 lower-case digits.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new ContainerException(
                ContainerFault.Invalid,
                $"`{text}` is not a digest: expected `sha256:` and 64 lower-case hexadecimal digits"
            );

    /// <summary>Reads a digest; false when it is not <c>sha256:</c> and 64 lower-case digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Digest? digest)
    {
        digest =
            text is { Length: 71 }
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && !text.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits)
                ? new Digest(text[Prefix.Length..])
                : null;
        return digest is not null;
    }

    /// <inheritdoc />
    public override string ToString() => Prefix + Hex;
}

/// <summary>A digest as a JSON string.</summary>
internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest)
            ? digest
            : throw new JsonException("a digest is `sha256:` and 64 lower-case hexadecimal digits");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
