namespace Lanyard.Templates.Documents;

/// <summary>The value of a document that has no functions: what looks like one is a map like any other.</summary>
internal static class PlainValue
{
    internal static ResolvedNode Of(TemplateNode node) =>
        node switch
        {
            ListNode list => ResolvedNode.OfList([.. list.Items.Select(Of)], list.Location),
            MapNode map => ResolvedNode.OfMap(
                [.. map.Entries.Select(entry => new ResolvedEntry(entry.Key, entry.KeyLocation, Of(entry.Value)))],
                map.Location
            ),
            IntrinsicNode call => ResolvedNode.OfMap(
                [new ResolvedEntry(call.Name, call.Location, Of(call.Argument))],
                call.Location
            ),
            ScalarNode scalar => Of(scalar),
            _ => throw new InvalidOperationException("a kind of node that has no value"),
        };

    /// <summary>The value of a scalar.</summary>
    internal static ResolvedNode Of(ScalarNode scalar) =>
        scalar.Type switch
        {
            ScalarType.Number => ResolvedNode.OfNumber(scalar.Text, scalar.Location),
            ScalarType.Boolean => ResolvedNode.OfBoolean(scalar.Text == "true", scalar.Location),
            ScalarType.Null => ResolvedNode.OfNull(scalar.Location),
            _ => ResolvedNode.OfText(scalar.Text, scalar.Location),
        };
}
