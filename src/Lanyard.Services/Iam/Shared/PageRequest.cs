namespace Lanyard.Services.Iam.Shared;

/// <summary>Which part of a list a call asks for.</summary>
/// <param name="PathPrefix">What the path of each thing begins with; null for <c>/</c>.</param>
/// <param name="Marker">As the page before said; null for the first page.</param>
/// <param name="MaxItems">How many at the most, 1–1000; null for a hundred.</param>
internal readonly record struct PageRequest(string? PathPrefix, string? Marker, int? MaxItems)
{
    /// <summary>What the path of each thing begins with.</summary>
    public string Path => PathPrefix ?? IamNames.RootPath;

    /// <summary>Whether a path is one of those asked for.</summary>
    public bool Covers(string path) => path.StartsWith(Path, StringComparison.Ordinal);
}
