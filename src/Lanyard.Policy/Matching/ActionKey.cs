using System.Runtime.InteropServices;

namespace Lanyard.Policy.Matching;

/// <summary>The first sixteen characters of an action's name in two words, so that most patterns are ruled out at once.</summary>
/// <remarks>A filter only: what passes is compared in full.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ActionKey(ulong First, ulong Second)
{
    private const int WordCharacters = 8;
    private const int Characters = 2 * WordCharacters;
    private const int BitsOfCharacter = 8;

    public static ActionKey Of(ReadOnlySpan<char> name) =>
        new(Pack(name), Pack(name.Length > WordCharacters ? name[WordCharacters..] : []));

    /// <summary>The bits that a name shares with every name of the same beginning, or of the same length too.</summary>
    public static ActionKey Mask(int characters, bool isWhole) =>
        isWhole || characters >= Characters
            ? new ActionKey(ulong.MaxValue, ulong.MaxValue)
            : new ActionKey(MaskWord(characters), MaskWord(characters - WordCharacters));

    public bool Matches(ActionKey mask, ActionKey expected) =>
        (First & mask.First) == expected.First && (Second & mask.Second) == expected.Second;

    private static ulong MaskWord(int characters) =>
        characters switch
        {
            <= 0 => 0,
            >= WordCharacters => ulong.MaxValue,
            _ => (1UL << (characters * BitsOfCharacter)) - 1,
        };

    private static ulong Pack(ReadOnlySpan<char> text)
    {
        var word = 0UL;
        for (var i = Math.Min(text.Length, WordCharacters) - 1; i >= 0; i--)
        {
            word = (word << BitsOfCharacter) | (text[i] <= byte.MaxValue ? text[i] : byte.MaxValue);
        }

        return word;
    }
}
