using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanyard.Policy.Explanation;

/// <summary>An entry of a policy that is to be widened.</summary>
/// <param name="Path">The entry, as in <c>Statement[2].Resource[1]</c>; of an operator that is to be renamed its path.</param>
/// <param name="Line">The entry's line in the policy, from 1.</param>
/// <param name="Column">The entry's column, from 1, in characters.</param>
/// <param name="From">What stands there.</param>
/// <param name="To">What is to stand there, or beside it: the narrowest text that covers the request.</param>
/// <param name="KeepsFrom">
/// Whether <paramref name="From" /> stays, with <paramref name="To" /> beside it, since it may be there for something else;
/// otherwise <paramref name="To" /> takes its place.
/// </param>
public sealed record ElementChange(string Path, int Line, int Column, string From, string To, bool KeepsFrom)
{
    /// <summary>Makes the change in the text of the policy, whose layout stays.</summary>
    /// <param name="document">The text that was explained.</param>
    /// <returns>The changed text.</returns>
    /// <exception cref="ArgumentException">The text is another: what is to be changed does not stand where it stood.</exception>
    public string ApplyTo(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var start = TextPlace.Find(document, Line, Column);
        var end = TextPlace.FindEnd(document, start);
        var token = document[start..end];
        if (Read(token) != From)
        {
            throw new ArgumentException($"`{From}` is not at line {Line}, column {Column}", nameof(document));
        }

        var text = $"\"{JsonEncodedText.Encode(To, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
        var isInList = document.AsSpan(0, start).TrimEnd() is [.., '[' or ','];
        var written =
            !KeepsFrom ? text
            : isInList ? $"{token}, {text}"
            : $"[{token}, {text}]";
        return string.Concat(document.AsSpan(0, start), written, document.AsSpan(end));
    }

    private static string? Read(string token)
    {
        if (!token.StartsWith('"'))
        {
            return token;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(token));
            return reader.Read() ? reader.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
