namespace Lanyard.Templates;

/// <summary>An input file: its path as the user wrote it, and its text.</summary>
public sealed record TemplateSource(string Path, string Text);
