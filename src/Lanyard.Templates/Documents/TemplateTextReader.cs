using System.Text;

namespace Lanyard.Templates.Documents;

/// <summary>Reads a document's text, JSON or YAML, into nodes with places.</summary>
/// <remarks>As CloudFormation does, a text that begins with <c>{</c> is taken for JSON and all else for YAML.</remarks>
internal static class TemplateTextReader
{
    /// <summary>The largest document, in UTF-8 bytes, that CloudFormation takes.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html" />
    internal const int MaximumBytes = 1_000_000;

    /// <summary>How deep lists and maps may be nested; real templates stay below thirty.</summary>
    internal const int MaximumDepth = 100;

    /// <summary>Reads a document; null when nothing of it can be used. Faults that leave a usable document are added too.</summary>
    internal static TemplateNode? Read(TemplateSource source, ICollection<TemplateFault> faults)
    {
        var start = new TemplateLocation(source.Path, 1, 1);
        if (Encoding.UTF8.GetByteCount(source.Text) > MaximumBytes)
        {
            faults.Add(
                new TemplateFault(
                    TemplateFaultCode.TooLarge,
                    $"Template may not exceed {MaximumBytes} bytes in size.",
                    start
                )
            );
            return null;
        }

        try
        {
            return IsJson(source.Text)
                ? new JsonDocumentReader(source, faults).Read()
                : new YamlDocumentReader(source, faults).Read();
        }
        catch (UnreadableDocumentException unreadable)
        {
            faults.Add(unreadable.Fault);
            return null;
        }
    }

    internal static UnreadableDocumentException TooDeep(TemplateLocation location) =>
        new(
            new TemplateFault(
                TemplateFaultCode.TooDeep,
                $"lists and maps are nested more than {MaximumDepth} deep",
                location
            )
        );

    private static bool IsJson(string text) => text.AsSpan().TrimStart('\uFEFF').TrimStart() is ['{', ..];
}

/// <summary>Ends the reading of a document that cannot be read further.</summary>
internal sealed class UnreadableDocumentException(TemplateFault fault) : Exception(fault.Message)
{
    /// <summary>Why, and where.</summary>
    public TemplateFault Fault { get; } = fault;
}
