namespace Lanyard.Templates;

/// <summary>JSON written from a template, which remembers where in the template each part was written.</summary>
public sealed class EmittedJson
{
    /// <summary>The JSON.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>Where in the template the part at a line and column (from 1) of <see cref="Text" /> was written.</summary>
    public TemplateLocation LocationOf(int line, int column) => throw new NotImplementedException();
}
