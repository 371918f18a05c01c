using System.Globalization;

namespace Lanyard.Access.Admission;

/// <summary>
/// How much of a call its record keeps. Callers choose how long most of it is, and who may do nothing is recorded too; so what is long
/// is cut, with its length said.
/// </summary>
internal sealed class RecordBudget
{
    /// <summary>The characters of a record, about.</summary>
    public const int Most = 65_536;

    // No ARN that AWS takes is longer, and what CloudTrail keeps of a user agent is half of it.
    private const int MostOfValue = 2048;

    // What is left of a value, however little is left of the record.
    private const int LeastOfValue = 64;

    private int _left = Most;

    /// <summary>Whether something else can be kept.</summary>
    public bool HasRoom => _left > 0;

    /// <summary>A text as it is kept; null of null.</summary>
    public string? Keep(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var most = Math.Clamp(_left, LeastOfValue, MostOfValue);
        if (text.Length > most)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, most)}… ({text.Length} characters)");
        }

        _left -= text.Length;
        return text;
    }

    /// <summary>A text of whose beginning nobody could make use, whole; null when it is too long.</summary>
    public string? KeepWhole(string? text) => text?.Length <= Math.Clamp(_left, 0, MostOfValue) ? Keep(text) : null;

    /// <summary>A name, whole: cut ones could be the same. A model bounds its length.</summary>
    public string KeepName(string name)
    {
        _left -= name.Length;
        return name;
    }

    /// <summary>Texts as they are kept: the very same array where none is cut.</summary>
    public string[] Keep(string[] texts)
    {
        var kept = texts;
        for (var i = 0; i < texts.Length; i++)
        {
            var text = Keep(texts[i])!;
            if (!ReferenceEquals(text, texts[i]))
            {
                kept = ReferenceEquals(kept, texts) ? [.. texts] : kept;
                kept[i] = text;
            }
        }

        return kept;
    }
}
