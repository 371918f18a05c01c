namespace Lanyard.Policy.Matching;

/// <summary>The action of a request, folded and taken apart once for all patterns.</summary>
internal readonly ref struct ActionText
{
    /// <summary>Room that holds every action AWS has.</summary>
    public const int UsualLength = 128;

    /// <summary>Folds an action into a buffer.</summary>
    /// <param name="action">As in <c>s3:GetObject</c>.</param>
    /// <param name="buffer">At least as long as the action.</param>
    public ActionText(string action, Span<char> buffer)
    {
        for (var i = 0; i < action.Length; i++)
        {
            buffer[i] = ActionFolding.Fold(action[i]);
        }

        ReadOnlySpan<char> folded = buffer[..action.Length];
        var colon = folded.IndexOf(':');
        Service = colon < 0 ? [] : folded[..colon];
        Name = folded[(colon + 1)..];
        Key = ActionKey.Of(Name);
    }

    /// <summary>The service prefix in lower case.</summary>
    public ReadOnlySpan<char> Service { get; }

    /// <summary>What follows the colon, in lower case.</summary>
    public ReadOnlySpan<char> Name { get; }

    /// <summary>The first characters of the name.</summary>
    public ActionKey Key { get; }
}

/// <summary>Folds the case of ASCII letters, which is all that action names have.</summary>
internal static class ActionFolding
{
    public static char Fold(char character) =>
        char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;

    public static string Fold(string text) =>
        string.Create(
            text.Length,
            text,
            static (folded, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    folded[i] = Fold(source[i]);
                }
            }
        );
}
