using System.Text;

namespace Lanyard.Fuzz;

/// <summary>Changes texts a little, or more than a little.</summary>
internal static class Mutator
{
    private const int LongestInput = 200_000;
    private const string Characters =
        "\0\t\n \"$'*,-./0129:?@AZ[\\]_az{}\u007f\u00a0\u00e9\u0131\u017f\u212a\ud800\udc00\ufdd0\ufdd2\ufffd";

    /// <summary>Makes a new input of the seeds and words of a target.</summary>
    public static string Mutate(FuzzTarget target, Random random)
    {
        var text = new StringBuilder(Pick(target.Seeds, random));
        for (var changes = 1 + random.Next(6); changes > 0 && text.Length < LongestInput; changes--)
        {
            Change(text, target, random);
        }

        return text.ToString(0, Math.Min(text.Length, LongestInput));
    }

    public static T Pick<T>(IReadOnlyList<T> all, Random random) => all[random.Next(all.Count)];

    private static void Change(StringBuilder text, FuzzTarget target, Random random)
    {
        var start = random.Next(text.Length + 1);
        var length = random.Next(Math.Min(text.Length - start, 64) + 1);
        switch (random.Next(8))
        {
            case 0:
                text.Remove(start, length);
                break;
            case 1:
                text.Insert(start, Pick(target.Words, random));
                break;
            case 2:
                text.Remove(start, length).Insert(start, Pick(target.Words, random));
                break;
            case 3:
                text.Insert(start, Characters[random.Next(Characters.Length)]);
                break;
            case 4 when start < text.Length:
                text[start] = Characters[random.Next(Characters.Length)];
                break;
            case 5:
                Repeat(text, start, length, random);
                break;
            case 6:
                var other = Pick(target.Seeds, random);
                text.Length = start;
                text.Append(other, Math.Min(start, other.Length), other.Length - Math.Min(start, other.Length));
                break;
            default:
                Move(text, start, length, random);
                break;
        }
    }

    // Mostly a few times; now and then so often that whatever grows faster than its input shows.
    private static void Repeat(StringBuilder text, int start, int length, Random random)
    {
        var piece = text.ToString(start, length);
        var most = random.Next(20) == 0 ? LongestInput / Math.Max(1, length) : 8;
        text.Insert(start, piece, random.Next(most));
    }

    private static void Move(StringBuilder text, int start, int length, Random random)
    {
        var piece = text.ToString(start, length);
        text.Remove(start, length);
        text.Insert(random.Next(text.Length + 1), piece);
    }
}
