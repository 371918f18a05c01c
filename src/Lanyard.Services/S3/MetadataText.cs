using System.Text;
using System.Text.RegularExpressions;

namespace Lanyard.Services.S3;

/// <summary>User metadata, which travels as text does in mail headers: what is not plain ASCII in encoded words.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html" />
/// <seealso href="https://www.rfc-editor.org/rfc/rfc2047" />
internal static partial class MetadataText
{
    private const string EncodedWord = @"=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=";

    // Sixty characters of Base64: a word with its frame may have 75.
    private const int LongestWordBytes = 45;

    /// <summary>Reads what a client sent; a word that cannot be decoded stays as it is.</summary>
    public static string Read(string sent) =>
        sent.Contains("=?", StringComparison.Ordinal)
            ? Word().Replace(BlankBetweenWords().Replace(sent, ""), word => Decode(word) ?? word.Value)
            : sent;

    /// <summary>Writes what is sent back.</summary>
    public static string Write(string text)
    {
        if (text.All(character => character is '\t' or (>= ' ' and <= '~')))
        {
            return text;
        }

        var words = new List<string>();
        var word = new List<byte>(LongestWordBytes);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > LongestWordBytes)
            {
                words.Add(Encode(word));
                word.Clear();
            }

            word.AddRange(bytes[..length]);
        }

        words.Add(Encode(word));
        return string.Join(' ', words);
    }

    private static string Encode(List<byte> word) => $"=?UTF-8?B?{Convert.ToBase64String([.. word])}?=";

    private static string? Decode(Match word)
    {
        var encoding = word.Groups["charset"].Value.ToUpperInvariant() switch
        {
            "UTF-8" or "US-ASCII" => Encoding.UTF8,
            "ISO-8859-1" => Encoding.Latin1,
            _ => null,
        };
        var text = word.Groups["text"].Value;
        var bytes = word.Groups["form"].Value is "b" or "B" ? Base64(text) : Quoted(text);
        return encoding is null || bytes is null ? null : encoding.GetString(bytes);
    }

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private static byte[]? Quoted(string text)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add(text[i] == '_' ? (byte)' ' : (byte)text[i]);
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return null;
            }

            bytes.AddRange(Convert.FromHexString(text.AsSpan(i + 1, 2)));
            i += 2;
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<form>[bBqQ])\?(?<text>[\x21-\x7e-[?]]*)\?=", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex($@"(?<={EncodedWord})\s+(?={EncodedWord})", RegexOptions.None, 1000)]
    private static partial Regex BlankBetweenWords();
}
