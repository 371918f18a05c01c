using System.Text;

namespace Lanyard.Services.S3;

/// <summary>Values of headers, which are ISO 8859-1 on the wire of S3: a character a byte, whatever the client meant by it.</summary>
internal static class HeaderText
{
    private const char Delete = '\u007f';
    private const char Last = '\u00ff';

    /// <summary>What came in a header: its bytes, which the server read as UTF-8, come back as they were.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: a control character.</exception>
    public static string OfRequest(string name, string value) =>
        Ascii.IsValid(value)
            ? Checked(name, value)
            : Checked(name, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)));

    /// <summary>What a query asks for as a header of the answer.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: a control character, or one that is not of ISO 8859-1.</exception>
    public static string OfQuery(string name, string value) =>
        value.AsSpan().ContainsAnyExceptInRange('\0', Last)
            ? throw S3Errors.BadHeader(name, value)
            : Checked(name, value);

    private static string Checked(string name, string value)
    {
        foreach (var character in value)
        {
            if (character is (< ' ' and not '\t') or Delete)
            {
                throw S3Errors.BadHeader(name, value);
            }
        }

        return value;
    }
}
