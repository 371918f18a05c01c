using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Lanyard.Templates.Documents;

/// <summary>Reads YAML, with CloudFormation's short function tags.</summary>
/// <remarks>
/// CloudFormation reads YAML 1.1 without aliases and merges, and without the tags for binaries, sets, pairs and
/// timestamps. Refusing aliases also means that no document can grow while it is read.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html" />
internal sealed class YamlDocumentReader(TemplateSource source, ICollection<TemplateFault> faults)
{
    private const string StandardTags = "tag:yaml.org,2002:";

    private readonly Parser _parser = new(new StringReader(source.Text.TrimStart('\uFEFF')));

    /// <summary>Reads the only document of the text.</summary>
    /// <exception cref="UnreadableDocumentException">The text is not YAML, is empty, or is nested too deep.</exception>
    internal TemplateNode Read()
    {
        try
        {
            return ReadStream();
        }
        catch (YamlException broken)
        {
            throw new UnreadableDocumentException(
                new TemplateFault(
                    TemplateFaultCode.NotWellFormed,
                    $"Template format error: YAML not well-formed: {OnOneLine(broken.Message)}",
                    At(broken.Start)
                )
            );
        }
    }

    private TemplateNode ReadStream()
    {
        Next();
        if (Next() is StreamEnd)
        {
            throw new UnreadableDocumentException(
                new TemplateFault(
                    TemplateFaultCode.NotWellFormed,
                    "the file is empty",
                    new TemplateLocation(source.Path, 1, 1)
                )
            );
        }

        var root = ReadNode(Next(), depth: 0);
        Next();
        if (Next() is DocumentStart second)
        {
            Refuse("a template is a single YAML document", second, "remove all from this `---` on");
        }

        return root;
    }

    private TemplateNode ReadNode(ParsingEvent parsed, int depth) =>
        parsed switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => Tagged(sequence, ReadList(sequence, depth)),
            MappingStart mapping => Tagged(mapping, ReadMap(mapping, depth)),
            _ => RefuseAlias(parsed),
        };

    private ListNode ReadList(SequenceStart sequence, int depth)
    {
        GoDeeper(sequence, depth);
        var items = new List<TemplateNode>();
        for (var next = Next(); next is not SequenceEnd; next = Next())
        {
            items.Add(ReadNode(next, depth + 1));
        }

        return new ListNode(items, At(sequence.Start));
    }

    private TemplateNode ReadMap(MappingStart mapping, int depth)
    {
        GoDeeper(mapping, depth);
        var map = new MapBuilder(At(mapping.Start), faults);
        for (var next = Next(); next is not MappingEnd; next = Next())
        {
            if (next is Scalar key && !IsMerge(key))
            {
                map.Add(key.Value, At(key.Start), ReadNode(Next(), depth + 1));
                continue;
            }

            var isMerge = next is Scalar;
            Refuse(
                isMerge ? "YAML merges (`<<`) are not allowed in CloudFormation templates" : "a key must be a text",
                next,
                isMerge ? "`aws cloudformation package` writes them out" : null
            );
            if (!isMerge)
            {
                ReadNode(next, depth + 1);
            }

            ReadNode(Next(), depth + 1);
        }

        return map.Build();
    }

    private TemplateNode ReadScalar(Scalar scalar)
    {
        var location = At(scalar.Start);
        var isPlain = scalar.Style == ScalarStyle.Plain;
        if (IsFunction(scalar.Tag))
        {
            var argument = isPlain
                ? PlainScalar.Read(scalar.Value, location)
                : new ScalarNode(ScalarType.Text, scalar.Value, location);
            return new IntrinsicNode(IntrinsicNames.LongFormOf(scalar.Tag.Value), argument, location);
        }

        var isText = scalar.Tag.IsEmpty ? !isPlain : StandardTypeOf(scalar) is "str" or "!";
        return isText
            ? new ScalarNode(ScalarType.Text, scalar.Value, location)
            : PlainScalar.Read(scalar.Value, location);
    }

    private TemplateNode Tagged(NodeEvent parsed, TemplateNode node)
    {
        if (IsFunction(parsed.Tag))
        {
            return new IntrinsicNode(IntrinsicNames.LongFormOf(parsed.Tag.Value), node, At(parsed.Start));
        }

        if (!parsed.Tag.IsEmpty)
        {
            StandardTypeOf(parsed);
        }

        return node;
    }

    private ScalarNode RefuseAlias(ParsingEvent parsed)
    {
        Refuse(
            "Template error: YAML aliases are not allowed in CloudFormation templates",
            parsed,
            "`aws cloudformation package` writes them out"
        );
        return new ScalarNode(ScalarType.Text, string.Empty, At(parsed.Start));
    }

    private string StandardTypeOf(NodeEvent parsed)
    {
        var tag = parsed.Tag.Value;
        var type = tag.StartsWith(StandardTags, StringComparison.Ordinal) ? tag[StandardTags.Length..] : tag;
        if (type is not ("str" or "int" or "float" or "bool" or "null" or "seq" or "map" or "!"))
        {
            Refuse($"CloudFormation does not read the YAML tag `{tag}`", parsed, hint: null);
        }

        return type;
    }

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        return _parser.Current!;
    }

    private void GoDeeper(ParsingEvent parsed, int depth)
    {
        if (depth >= TemplateTextReader.MaximumDepth)
        {
            throw TemplateTextReader.TooDeep(At(parsed.Start));
        }
    }

    private void Refuse(string message, ParsingEvent parsed, string? hint) =>
        faults.Add(new TemplateFault(TemplateFaultCode.UnsupportedYaml, message, At(parsed.Start), hint));

    private TemplateLocation At(in Mark mark) => new(source.Path, checked((int)mark.Line), checked((int)mark.Column));

    private static bool IsFunction(TagName tag) => !tag.IsEmpty && !tag.IsNonSpecific && tag.IsLocal;

    private static bool IsMerge(Scalar key) => key is { Value: "<<", Style: ScalarStyle.Plain };

    private static string OnOneLine(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length == 0 ? line : char.ToLower(line[0], CultureInfo.InvariantCulture) + line[1..];
    }
}
