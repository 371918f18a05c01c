using System.Buffers;

namespace Lanyard.Wire;

/// <summary>The form of a region's name, as in <c>us-east-1</c>.</summary>
/// <remarks>
/// Any name of that form is a region here. No other is: names of regions stand in ARNs, host names and the keys of records,
/// where a slash or a colon would make something else of what surrounds it.
/// </remarks>
public static class RegionName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text can be the name of a region: lower-case letters, digits and hyphens, at least one.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Allowed);
}
