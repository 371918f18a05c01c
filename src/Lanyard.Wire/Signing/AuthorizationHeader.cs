namespace Lanyard.Wire.Signing;

/// <summary>The parts of an <c>Authorization</c> header; what is missing or given twice is empty.</summary>
internal ref struct AuthorizationHeader
{
    /// <summary>The word before the parts.</summary>
    public ReadOnlySpan<char> Algorithm { get; private set; }

    /// <summary>The credential.</summary>
    public ReadOnlySpan<char> Credential { get; private set; }

    /// <summary>The names of the signed headers.</summary>
    public ReadOnlySpan<char> SignedHeaders { get; private set; }

    /// <summary>The signature.</summary>
    public ReadOnlySpan<char> Signature { get; private set; }

    /// <summary>Whether a part is not of the form <c>name=value</c>, or is given twice.</summary>
    public bool IsGarbled { get; private set; }

    /// <summary>Whether the algorithm is the one we know.</summary>
    public readonly bool IsSupported => Algorithm is SigningScope.Algorithm;

    /// <summary>Whether all parts are there.</summary>
    public readonly bool IsComplete =>
        !IsGarbled && !Credential.IsEmpty && !SignedHeaders.IsEmpty && !Signature.IsEmpty;

    /// <summary>Takes a header apart.</summary>
    public static AuthorizationHeader Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var space = text.IndexOf(' ');
        var header = new AuthorizationHeader { Algorithm = space < 0 ? text : text[..space] };
        var rest = space < 0 ? [] : text[space..];
        foreach (var range in rest.Split(','))
        {
            var part = rest[range].Trim();
            if (!part.IsEmpty)
            {
                header.Add(part);
            }
        }

        return header;
    }

    private void Add(ReadOnlySpan<char> part)
    {
        var equals = part.IndexOf('=');
        if (equals < 0)
        {
            IsGarbled = true;
            return;
        }

        var value = part[(equals + 1)..];
        switch (part[..equals])
        {
            case "Credential":
                IsGarbled |= !Credential.IsEmpty;
                Credential = value;
                break;
            case "SignedHeaders":
                IsGarbled |= !SignedHeaders.IsEmpty;
                SignedHeaders = value;
                break;
            case "Signature":
                IsGarbled |= !Signature.IsEmpty;
                Signature = value;
                break;
        }
    }
}
