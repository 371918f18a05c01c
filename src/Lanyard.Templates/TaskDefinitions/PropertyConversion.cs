using System.Globalization;
using Lanyard.Policy;

namespace Lanyard.Templates.TaskDefinitions;

/// <summary>Gives values the names and types that an API takes; places stay.</summary>
/// <remarks>
/// CloudFormation takes numbers and booleans as texts and the other way round, the API does not. What is refused here is
/// what CloudFormation's own schema of the type refuses.
/// </remarks>
internal sealed class PropertyConversion(string owner, bool isFromApi)
{
    private readonly List<TemplateFault> _faults = [];

    /// <summary>What could not be converted.</summary>
    internal IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>Converts a value.</summary>
    /// <param name="path">Where the value is, for messages.</param>
    internal ResolvedNode Convert(ResolvedNode node, PropertyShape shape, string path) =>
        shape.Kind switch
        {
            PropertyKind.Text => node.IsScalar
                ? ResolvedNode.OfText(node.Text, node.Location)
                : Refuse(node, path, "String"),
            PropertyKind.Integer => long.TryParse(
                node.Text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
                ? ResolvedNode.OfNumber(number.ToString(CultureInfo.InvariantCulture), node.Location)
                : Refuse(node, path, "Integer"),
            PropertyKind.Boolean => node.IsScalar && bool.TryParse(node.Text, out var value)
                ? ResolvedNode.OfBoolean(value, node.Location)
                : Refuse(node, path, "Boolean"),
            PropertyKind.List => ConvertList(node, shape.Item!, path),
            PropertyKind.TextMap => ConvertTexts(node, path),
            _ => ConvertMembers(node, shape.Members, path),
        };

    private ResolvedNode ConvertList(ResolvedNode node, PropertyShape item, string path) =>
        node.Kind == ResolvedKind.List
            ? ResolvedNode.OfList(
                [.. node.Items.Select((value, index) => Convert(value, item, $"{path}[{index}]"))],
                node.Location
            )
            : Refuse(node, path, "List");

    private ResolvedNode ConvertTexts(ResolvedNode node, string path) =>
        node.Kind == ResolvedKind.Map
            ? ResolvedNode.OfMap(
                [
                    .. node.Entries.Select(entry =>
                        entry with
                        {
                            Value = Convert(entry.Value, PropertyShape.Text, $"{path}.{entry.Key}"),
                        }
                    ),
                ],
                node.Location
            )
            : Refuse(node, path, "Map");

    private ResolvedNode ConvertMembers(ResolvedNode node, IReadOnlyList<PropertyMember> members, string path)
    {
        if (node.Kind != ResolvedKind.Map)
        {
            return Refuse(node, path, "Object");
        }

        var entries = new List<ResolvedEntry>();
        foreach (var entry in node.Entries.Where(entry => entry.Value.Kind != ResolvedKind.Null))
        {
            if (members.FirstOrDefault(member => Is(member, entry.Key)) is { } member)
            {
                var value = Convert(entry.Value, member.Shape, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}");
                entries.Add(new ResolvedEntry(member.ApiName, entry.KeyLocation, value));
                continue;
            }

            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.UnknownProperty,
                    $"Encountered unsupported property {entry.Key}, in {owner}",
                    entry.KeyLocation,
                    NearestName.Hint(entry.Key, members.Select(NameOf))
                )
            );
        }

        return ResolvedNode.OfMap(entries, node.Location);
    }

    private bool Is(PropertyMember member, string key) => NameOf(member) == key;

    private string NameOf(PropertyMember member) => isFromApi ? member.ApiName : member.Name;

    private ResolvedNode Refuse(ResolvedNode node, string path, string type)
    {
        _faults.Add(
            new TemplateFault(
                TemplateFaultCode.WrongPropertyType,
                $"Value of property {path} must be of type {type}, in {owner}",
                node.Location
            )
        );
        return node;
    }
}
