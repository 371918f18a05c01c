namespace Lanyard.Policy.Explanation;

/// <summary>Finds JSON values in texts by line and column.</summary>
internal static class TextPlace
{
    /// <summary>The index of a line and column, both from 1; the end of the text where it has no such place.</summary>
    public static int Find(string text, int line, int column)
    {
        var start = 0;
        for (var passed = 1; passed < line; passed++)
        {
            start = text.IndexOf('\n', start) + 1;
            if (start == 0)
            {
                return text.Length;
            }
        }

        return Math.Min(start + column - 1, text.Length);
    }

    /// <summary>Where a value ends that begins at an index.</summary>
    public static int FindEnd(string text, int start)
    {
        var depth = 0;
        var i = start;
        while (i < text.Length)
        {
            var character = text[i];
            if (depth == 0 && i > start && character is (',' or ']' or '}' or ' ' or '\t' or '\r' or '\n'))
            {
                return i;
            }

            i = character == '"' ? FindEndOfString(text, i) : i + 1;
            depth += character switch
            {
                '{' or '[' => 1,
                '}' or ']' => -1,
                _ => 0,
            };
            if (depth == 0 && character is ('"' or '}' or ']'))
            {
                return i;
            }
        }

        return text.Length;
    }

    private static int FindEndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i + 1;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return text.Length;
    }
}
