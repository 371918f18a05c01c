using Lanyard.Policy;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Reads a template's sections and refuses what is not shaped like a template.</summary>
internal sealed class TemplateParser
{
    private static readonly string[] Sections =
    [
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Rules",
        "Mappings",
        "Conditions",
        "Transform",
        "Globals",
        "Hooks",
        "Resources",
        "Outputs",
    ];

    private readonly List<TemplateFault> _faults;
    private readonly MapNode _root;

    private TemplateParser(MapNode root, List<TemplateFault> faults)
    {
        _root = root;
        _faults = faults;
    }

    /// <summary>Reads a template; never throws, whatever the text.</summary>
    internal static TemplateParseResult Parse(TemplateSource source)
    {
        var faults = new List<TemplateFault>();
        var document = TemplateTextReader.Read(source, faults);
        CloudFormationTemplate? template = null;
        if (faults.Exists(fault => fault.Code == TemplateFaultCode.UnsupportedYaml))
        {
            // What stands for an alias would have faults of its own.
            return new TemplateParseResult(Template: null, faults.InWrittenOrder());
        }

        if (document is MapNode root)
        {
            template = new TemplateParser(root, faults).ReadTemplate(source.Path);
            ReferenceCheck.Check(template, faults);
        }
        else if (document is not null)
        {
            faults.Add(
                new TemplateFault(
                    TemplateFaultCode.NotATemplate,
                    "Template format error: unsupported structure.",
                    document.Location,
                    "a template is a map with a Resources section"
                )
            );
        }

        return faults.Count == 0
            ? new TemplateParseResult(template, [])
            : new TemplateParseResult(Template: null, faults.InWrittenOrder());
    }

    private CloudFormationTemplate ReadTemplate(string path)
    {
        var transforms = ReadTransforms();
        RefuseUnknownSections(transforms);
        NullCheck.Check(_root, _faults);
        var declarations = new DeclarationReader(_faults);
        var parameters = new TemplateParameterReader(_faults);
        var template = new CloudFormationTemplate
        {
            Path = path,
            Description = (_root.Find("Description")?.Value as ScalarNode)?.Text,
            Transforms = transforms,
            Parameters = [.. Section("Parameters").Select(parameters.Read).OfType<TemplateParameter>()],
            Mappings = ReadMappings(),
            Conditions = Section("Conditions"),
            Resources = [.. Section("Resources").Select(declarations.ReadResource).OfType<ResourceDeclaration>()],
            Outputs = [.. Section("Outputs").Select(declarations.ReadOutput).OfType<OutputDeclaration>()],
        };
        RefuseEmptyResources();
        return template;
    }

    private IReadOnlyList<string> ReadTransforms()
    {
        return
        [
            .. _root
                .ItemsUnder("Transform")
                .Select(item => item is MapNode map ? map.Find("Name")?.Value : item)
                .OfType<ScalarNode>()
                .Select(name => name.Text),
        ];
    }

    private void RefuseUnknownSections(IReadOnlyList<string> transforms)
    {
        foreach (var entry in _root.Entries.Where(entry => transforms.Count == 0 && !Sections.Contains(entry.Key)))
        {
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.UnknownSection,
                    $"Template format error: Invalid template property or properties [{entry.Key}]",
                    entry.KeyLocation,
                    NearestName.Hint(entry.Key, Sections)
                )
            );
        }
    }

    private void RefuseEmptyResources()
    {
        if (_root.Find("Resources") is null or { Value: MapNode { Entries.Count: 0 } })
        {
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.NotATemplate,
                    "Template format error: At least one Resources member must be defined.",
                    _root.Find("Resources")?.KeyLocation ?? _root.Location
                )
            );
        }
    }

    private IReadOnlyList<MapEntry> ReadMappings()
    {
        var mappings = Section("Mappings");
        foreach (var mapping in mappings)
        {
            var levels = mapping.Value is MapNode map
                ? map.Entries.Where(entry => entry.Value is not (MapNode or IntrinsicNode)).Select(entry => entry.Value)
                : [mapping.Value];
            foreach (var wrong in levels.Where(level => level is not IntrinsicNode))
            {
                Refuse(
                    $"Template format error: Every Mappings member must be a map of maps; `{mapping.Key}` is not",
                    wrong.Location
                );
            }
        }

        return mappings;
    }

    private IReadOnlyList<MapEntry> Section(string name)
    {
        switch (_root.Find(name)?.Value)
        {
            case null:
                return [];
            case MapNode map:
                return map.Entries;
            case IntrinsicNode macro:
                _faults.Add(Unresolvable.Macro(macro.Name, macro.Location));
                return [];
            case var other:
                Refuse($"Template format error: [/{name}] must be an object.", other.Location);
                return [];
        }
    }

    private void Refuse(string message, TemplateLocation location) =>
        _faults.Add(new TemplateFault(TemplateFaultCode.InvalidDeclaration, message, location));
}
