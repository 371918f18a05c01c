namespace Lanyard.Policy.Matching;

/// <summary>
/// The characters that stand for wildcards in a compiled pattern. They are noncharacters, which Unicode keeps free for
/// inner use; so a literal <c>*</c>, whether written <c>${*}</c> or brought in by a variable, is an ordinary character.
/// </summary>
internal static class PatternMarks
{
    public const char AnyRun = '\uFDD0';
    public const char AnyOne = '\uFDD1';
    public const char Variable = '\uFDD2';

    // Stands for a mark that came in from outside; equals nothing that a policy or a request holds.
    private const char Foreign = '\uFDD3';

    /// <summary>Makes sure that a character from outside is not read as a mark.</summary>
    public static char Disarm(char character) => character is >= AnyRun and <= Foreign ? Foreign : character;
}
