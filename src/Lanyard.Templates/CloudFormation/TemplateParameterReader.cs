using System.Globalization;
using Lanyard.Policy;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Reads the declarations of a template's <c>Parameters</c> section.</summary>
internal sealed class TemplateParameterReader(ICollection<TemplateFault> faults)
{
    private static readonly string[] PropertyNames =
    [
        "Type",
        "Default",
        "AllowedValues",
        "AllowedPattern",
        "ConstraintDescription",
        "Description",
        "MinLength",
        "MaxLength",
        "MinValue",
        "MaxValue",
        "NoEcho",
    ];

    private static readonly string[] PlainTypes = ["String", "Number", "CommaDelimitedList", "List<Number>"];

    /// <summary>Reads a declaration; null when it says too little to be used.</summary>
    internal TemplateParameter? Read(MapEntry entry)
    {
        if (entry.Value is not MapNode map)
        {
            Refuse($"the parameter `{entry.Key}` must be a map with a Type", entry.Value.Location);
            return null;
        }

        foreach (var property in map.Entries.Where(property => !PropertyNames.Contains(property.Key)))
        {
            Refuse(
                $"Invalid template parameter property '{property.Key}'",
                property.KeyLocation,
                NearestName.Hint(property.Key, PropertyNames)
            );
        }

        return ReadType(entry, map) is { } type ? Read(entry, map, type) : null;
    }

    private TemplateParameter Read(MapEntry entry, MapNode map, string type) =>
        new(entry.Key, type, entry.KeyLocation)
        {
            Default = Text(map, "Default"),
            AllowedValues = ReadAllowedValues(map),
            AllowedPattern = Text(map, "AllowedPattern"),
            ConstraintDescription = Text(map, "ConstraintDescription"),
            Description = Text(map, "Description"),
            MinLength = Number(map, "MinLength"),
            MaxLength = Number(map, "MaxLength"),
            MinValue = Number(map, "MinValue"),
            MaxValue = Number(map, "MaxValue"),
            NoEcho = string.Equals(Text(map, "NoEcho"), "true", StringComparison.OrdinalIgnoreCase),
        };

    private string? ReadType(MapEntry entry, MapNode map)
    {
        if (map.Find("Type") is not { } type)
        {
            Refuse(
                $"Template format error: Every Parameters object must contain a Type member; `{entry.Key}` has none",
                entry.KeyLocation
            );
            return null;
        }

        if (Text(map, "Type") is { } name)
        {
            if (PlainTypes.Contains(name) || IsAwsType(name))
            {
                return name;
            }

            Refuse(
                $"Template format error: Unrecognized parameter type: {name}",
                type.Value.Location,
                NearestName.Hint(name, PlainTypes)
            );
        }

        return null;
    }

    private static bool IsAwsType(string name)
    {
        var isList = name.StartsWith("List<", StringComparison.Ordinal) && name.EndsWith('>');
        var item = isList ? name["List<".Length..^1] : name;
        return item.StartsWith("AWS::", StringComparison.Ordinal);
    }

    private List<string> ReadAllowedValues(MapNode map)
    {
        var values = new List<string>();
        if (map.Find("AllowedValues") is not { } entry)
        {
            return values;
        }

        var items = entry.Value is ListNode list ? list.Items : [entry.Value];
        foreach (var item in items)
        {
            if (item is ScalarNode scalar && entry.Value is ListNode)
            {
                values.Add(scalar.Text);
            }
            else
            {
                Refuse("AllowedValues must be a list of texts", item.Location);
            }
        }

        return values;
    }

    private string? Text(MapNode map, string name)
    {
        switch (map.Find(name)?.Value)
        {
            case null:
                return null;
            case ScalarNode scalar:
                return scalar.Text;
            case var other:
                Refuse($"Template format error: Every {name} member must be a string.", other.Location);
                return null;
        }
    }

    private decimal? Number(MapNode map, string name)
    {
        if (Text(map, name) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Refuse($"{name} must be a number", map.Find(name)!.Value.Location);
        return null;
    }

    private void Refuse(string message, TemplateLocation location, string? hint = null) =>
        faults.Add(new TemplateFault(TemplateFaultCode.InvalidDeclaration, message, location, hint));
}
