namespace Lanyard.Models.Generator;

/// <summary>
/// Which record stands in which file: with the operation that alone uses it, else with the record that alone leads to it,
/// else among those that several operations share.
/// </summary>
internal static class RecordFiles
{
    private const string Shared = "Shapes";

    /// <summary>The files of a service's records: name without folder, and text.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(
        ApiModel model,
        ListedService service,
        ShapeGraph graph,
        RecordWriter writer
    )
    {
        var roots = graph.Structures.Where(shape => shape.Root != shape).Select(shape => shape.Root).ToHashSet();
        return graph
            .Structures.GroupBy(shape => FileOf(shape, roots), StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create($"{file.Key}.g.cs", Text(file)));

        string Text(IGrouping<string, StructureShape> file)
        {
            // The shared ones have no order but that of their names; the others are in the order in which they are reached.
            List<StructureShape> shapes =
                file.Key == Shared ? [.. file.OrderBy(shape => shape.Name, StringComparer.Ordinal)] : [.. file];
            var code = ModelFiles.Head(model, service, shapes.SelectMany(writer.Usings));
            foreach (var (index, shape) in shapes.Index())
            {
                if (index > 0)
                {
                    code.Line();
                }

                writer.Write(code, shape);
            }

            return code.ToString();
        }
    }

    private static string FileOf(StructureShape shape, HashSet<StructureShape> roots) =>
        shape.OnlyOperation ?? (roots.Contains(shape.Root) ? shape.Root.Name : Shared);
}
