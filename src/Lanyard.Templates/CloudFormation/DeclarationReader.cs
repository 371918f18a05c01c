using Lanyard.Policy;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Reads the declarations of a template's <c>Resources</c> and <c>Outputs</c> sections.</summary>
internal sealed class DeclarationReader(ICollection<TemplateFault> faults)
{
    private static readonly string[] ResourceMembers =
    [
        "Type",
        "Properties",
        "DependsOn",
        "Condition",
        "DeletionPolicy",
        "UpdateReplacePolicy",
        "UpdatePolicy",
        "CreationPolicy",
        "Metadata",
        "Connectors",
    ];

    /// <summary>Reads a resource; null when it says too little to be used.</summary>
    internal ResourceDeclaration? ReadResource(MapEntry entry)
    {
        if (entry.Key.StartsWith(IntrinsicNames.Prefix, StringComparison.Ordinal))
        {
            faults.Add(Unresolvable.Macro(entry.Key, entry.KeyLocation));
            return null;
        }

        if (!entry.Key.All(char.IsAsciiLetterOrDigit))
        {
            Refuse($"Template format error: Resource name {entry.Key} is non alphanumeric.", entry.KeyLocation);
        }

        if (entry.Value is not MapNode map)
        {
            Refuse($"Template format error: [/Resources/{entry.Key}] must be an object.", entry.Value.Location);
            return null;
        }

        RefuseUnknownMembers(map);
        return ReadType(entry, map) is { } type
            ? new ResourceDeclaration(entry.Key, type, entry.KeyLocation)
            {
                Properties = ReadProperties(entry.Key, map),
                DependsOn = ReadDependsOn(map),
                Condition = Name(map, "Condition"),
                DeletionPolicy = (map.Find("DeletionPolicy")?.Value as ScalarNode)?.Text,
                UpdateReplacePolicy = (map.Find("UpdateReplacePolicy")?.Value as ScalarNode)?.Text,
            }
            : null;
    }

    /// <summary>Reads an output; null when it says too little to be used.</summary>
    internal OutputDeclaration? ReadOutput(MapEntry entry)
    {
        if (entry.Value is not MapNode map || map.Find("Value") is not { } value)
        {
            Refuse(
                $"Template format error: Output {entry.Key} is malformed. The Value field of every Outputs member must be specified",
                entry.KeyLocation
            );
            return null;
        }

        return new OutputDeclaration(entry.Key, entry.KeyLocation, value.Value)
        {
            Condition = Name(map, "Condition"),
            Description = (map.Find("Description")?.Value as ScalarNode)?.Text,
            Export = map.Find("Export")?.Value,
        };
    }

    private void RefuseUnknownMembers(MapNode map)
    {
        foreach (var member in map.Entries.Where(member => !ResourceMembers.Contains(member.Key)))
        {
            Refuse(
                $"Template format error: Invalid template resource property '{member.Key}'",
                member.KeyLocation,
                NearestName.Hint(member.Key, ResourceMembers)
            );
        }
    }

    private string? ReadType(MapEntry entry, MapNode map)
    {
        var type = map.Find("Type");
        if (type is { Value: not ScalarNode })
        {
            return Name(map, "Type")?.Name;
        }

        if (type is { Value: ScalarNode { Text.Length: > 0 } name })
        {
            return name.Text;
        }

        Refuse(
            $"Template format error: [/Resources/{entry.Key}] Every Resources object must contain a Type member.",
            type?.Value.Location ?? entry.KeyLocation
        );
        return null;
    }

    private TemplateNode? ReadProperties(string logicalId, MapNode map)
    {
        var properties = map.Find("Properties")?.Value;
        if (properties is ListNode or ScalarNode { Type: not ScalarType.Null })
        {
            Refuse(
                $"Template format error: [/Resources/{logicalId}/Properties] Properties must be an object.",
                properties.Location
            );
        }

        return properties;
    }

    private List<WrittenName> ReadDependsOn(MapNode map)
    {
        var names = new List<WrittenName>();
        foreach (var item in map.ItemsUnder("DependsOn"))
        {
            if (item is ScalarNode name)
            {
                names.Add(new WrittenName(name.Text, name.Location));
            }
            else
            {
                Refuse("Template format error: DependsOn must be a string or list of strings.", item.Location);
            }
        }

        return names;
    }

    private WrittenName? Name(MapNode map, string member)
    {
        switch (map.Find(member)?.Value)
        {
            case null:
                return null;
            case ScalarNode name:
                return new WrittenName(name.Text, name.Location);
            case var other:
                Refuse($"Template format error: Every {member} member must be a string.", other.Location);
                return null;
        }
    }

    private void Refuse(string message, TemplateLocation location, string? hint = null) =>
        faults.Add(new TemplateFault(TemplateFaultCode.InvalidDeclaration, message, location, hint));
}
