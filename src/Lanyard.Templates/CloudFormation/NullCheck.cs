namespace Lanyard.Templates.CloudFormation;

/// <summary>Refuses null values, which CloudFormation allows nowhere but in metadata.</summary>
internal sealed class NullCheck
{
    private const int MostFaults = 100;

    private readonly ICollection<TemplateFault> _faults;
    private readonly List<string> _path = [];
    private int _found;

    private NullCheck(ICollection<TemplateFault> faults) => _faults = faults;

    /// <summary>Adds a fault for each null in a template, up to a hundred.</summary>
    internal static void Check(MapNode root, ICollection<TemplateFault> faults) => new NullCheck(faults).Check(root);

    private void Check(TemplateNode node)
    {
        switch (node)
        {
            case ScalarNode { Type: ScalarType.Null } when _found < MostFaults:
                _found++;
                _faults.Add(
                    new TemplateFault(
                        TemplateFaultCode.NullValue,
                        $"Template format error: [/{string.Join('/', _path)}] 'null' values are not allowed in templates",
                        node.Location
                    )
                );
                break;
            case ListNode list:
                foreach (var (index, item) in list.Items.Index())
                {
                    CheckUnder($"{index}", item);
                }

                break;
            case MapNode map:
                foreach (var entry in map.Entries.Where(entry => entry.Key != "Metadata"))
                {
                    CheckUnder(entry.Key, entry.Value);
                }

                break;
            case IntrinsicNode call:
                CheckUnder(call.Name, call.Argument);
                break;
        }
    }

    private void CheckUnder(string segment, TemplateNode node)
    {
        _path.Add(segment);
        Check(node);
        _path.RemoveAt(_path.Count - 1);
    }
}
