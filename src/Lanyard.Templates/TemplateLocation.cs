using System.Globalization;

namespace Lanyard.Templates;

/// <summary>A place in an input file.</summary>
/// <param name="File">The path as the user wrote it; <c>--parameter</c> for what came from the command line.</param>
/// <param name="Line">The line, from 1; 0 when the place is not in a text.</param>
/// <param name="Column">The column in that line, from 1, in UTF-16 characters; 0 when the place is not in a text.</param>
public readonly record struct TemplateLocation(string File, int Line, int Column)
{
    /// <summary>As compilers write it: <c>file:line:column</c>.</summary>
    public override string ToString() =>
        Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
