using System.Runtime.InteropServices;

namespace Lanyard.Policy.Matching;

/// <summary>The first sixteen characters of an action's name in two words.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ActionKey(ulong First, ulong Second)
{
    /// <summary>How many characters a word holds.</summary>
    public const int WordCharacters = 8;

    private const int BitsOfCharacter = 8;

    public static ActionKey Of(ReadOnlySpan<char> name) =>
        new(Pack(name), Pack(name.Length > WordCharacters ? name[WordCharacters..] : []));

    /// <summary>The bits that a number of characters take.</summary>
    public static ActionKey MaskOf(int characters) => new(MaskWord(characters), MaskWord(characters - WordCharacters));

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

/// <summary>Rules out, in two comparisons, actions that do not begin as a pattern does.</summary>
/// <remarks>A filter only: what it lets pass is compared in full. The default lets everything pass.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ActionFilter(ReadOnlySpan<char> beginning, bool isWhole)
{
    // A whole name also ends where it ends: the characters after it are zero.
    private readonly ActionKey _mask = ActionKey.MaskOf(isWhole ? 2 * ActionKey.WordCharacters : beginning.Length);
    private readonly ActionKey _expected = ActionKey.Of(beginning);

    public bool LetsPass(ActionKey key) =>
        (key.First & _mask.First) == _expected.First && (key.Second & _mask.Second) == _expected.Second;
}
