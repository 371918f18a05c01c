namespace Lanyard.Templates.CloudFormation;

/// <summary>The text of an <c>Fn::Sub</c>, cut into what stands for itself and what names a value.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html" />
internal static class SubTemplate
{
    /// <summary>Cuts a text: <c>${Name}</c> names a value, <c>${!Name}</c> stands for <c>${Name}</c>.</summary>
    internal static IReadOnlyList<SubPart> Read(string text)
    {
        var parts = new List<SubPart>();
        var position = 0;
        while (position < text.Length)
        {
            var start = text.IndexOf("${", position, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            var name = text[(start + 2)..end];
            parts.Add(new SubPart(text[position..start], IsVariable: false));
            parts.Add(
                name.StartsWith('!')
                    ? new SubPart(string.Concat("${", name.AsSpan(1), "}"), IsVariable: false)
                    : new SubPart(name, IsVariable: true)
            );
            position = end + 1;
        }

        parts.Add(new SubPart(text[position..], IsVariable: false));
        return parts;
    }
}

/// <summary>A piece of an <c>Fn::Sub</c>: a literal text, or the name of a value.</summary>
internal readonly record struct SubPart(string Text, bool IsVariable);
