namespace Lanyard.Templates;

/// <summary>One thing wrong with an input, and where.</summary>
/// <param name="Code">The reason, for programs.</param>
/// <param name="Message">What is wrong, in one line, in CloudFormation's words where it has some.</param>
/// <param name="Location">Where it is wrong.</param>
/// <param name="Hint">What to do about it, in one line; null when the message says it.</param>
public sealed record TemplateFault(
    TemplateFaultCode Code,
    string Message,
    TemplateLocation Location,
    string? Hint = null
)
{
    /// <summary>The fault on one line: place, message and hint.</summary>
    public override string ToString() => Hint is null ? $"{Location}: {Message}" : $"{Location}: {Message} ({Hint})";
}
