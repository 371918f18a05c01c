using System.Text.RegularExpressions;

namespace Lanyard.Templates.Documents;

/// <summary>The type of a YAML scalar that is written without quotes.</summary>
/// <remarks>
/// YAML 1.1 as CloudFormation reads it: <c>yes</c>, <c>no</c>, <c>on</c> and <c>off</c> are booleans, and a date stays a text
/// (<c>Version: 2012-10-17</c>). Numbers that JSON cannot write (octal, hexadecimal, sexagesimal, with leading zeros or
/// underscores) stay texts too, so that an account id keeps its zeros and <c>22:22</c> its colon.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html" />
internal static partial class PlainScalar
{
    /// <summary>Makes the node of a plain scalar.</summary>
    internal static ScalarNode Read(string text, TemplateLocation location) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => new ScalarNode(ScalarType.Null, string.Empty, location),
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => new ScalarNode(
                ScalarType.Boolean,
                "true",
                location
            ),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => new ScalarNode(
                ScalarType.Boolean,
                "false",
                location
            ),
            _ => new ScalarNode(JsonNumber().IsMatch(text) ? ScalarType.Number : ScalarType.Text, text, location),
        };

    [GeneratedRegex(
        @"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex JsonNumber();
}
