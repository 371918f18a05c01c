namespace Lanyard.Policy.Matching;

/// <summary>The text of a resource with its first five colons found once for all patterns.</summary>
internal readonly ref struct ArnText
{
    /// <summary>The fields of an ARN; the sixth takes the rest, colons included.</summary>
    public const int Fields = 6;

    private readonly int _colon1;
    private readonly int _colon2;
    private readonly int _colon3;
    private readonly int _colon4;
    private readonly int _colon5;

    public ArnText(string text)
    {
        Text = text;
        _colon1 = text.IndexOf(':');
        _colon2 = Next(text, _colon1);
        _colon3 = Next(text, _colon2);
        _colon4 = Next(text, _colon3);
        _colon5 = Next(text, _colon4);
    }

    public string Text { get; }

    /// <summary>Whether there are six fields of which the first is <c>arn</c>.</summary>
    public bool IsArn => _colon5 > 0 && Text.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>The first five fields with their colons.</summary>
    public ReadOnlySpan<char> Head => Text.AsSpan(0, _colon5 + 1);

    /// <summary>The sixth field.</summary>
    public ReadOnlySpan<char> Tail => Text.AsSpan(_colon5 + 1);

    /// <summary>A field, from 0.</summary>
    public ReadOnlySpan<char> Field(int index) =>
        index switch
        {
            0 => Text.AsSpan(0, _colon1),
            1 => Text.AsSpan((_colon1 + 1).._colon2),
            2 => Text.AsSpan((_colon2 + 1).._colon3),
            3 => Text.AsSpan((_colon3 + 1).._colon4),
            4 => Text.AsSpan((_colon4 + 1).._colon5),
            _ => Tail,
        };

    private static int Next(string text, int colon) => colon < 0 ? -1 : text.IndexOf(':', colon + 1);
}
