using System.Runtime.InteropServices;

namespace Lanyard.Wire.Signing;

/// <summary>The five parts of a <c>Credential</c>: access key id, date, region, service and terminator.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CredentialScope(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    string Terminator
)
{
    /// <summary>Takes a credential apart.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CredentialScope scope)
    {
        scope = default;
        Span<Range> parts = stackalloc Range[6];
        if (text.Split(parts, '/') != 5)
        {
            return false;
        }

        foreach (var part in parts[..5])
        {
            if (text[part].IsEmpty)
            {
                return false;
            }
        }

        scope = new(
            text[parts[0]].ToString(),
            text[parts[1]].ToString(),
            text[parts[2]].ToString(),
            text[parts[3]].ToString(),
            text[parts[4]] is SigningScope.Terminator ? SigningScope.Terminator : text[parts[4]].ToString()
        );

        return true;
    }
}
