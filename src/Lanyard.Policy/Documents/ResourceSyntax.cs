namespace Lanyard.Policy.Documents;

/// <summary>What IAM asks of the text of a resource.</summary>
internal static class ResourceSyntax
{
    private const int ArnFields = 6;

    public static void Check(SourceNode node, FaultList faults)
    {
        var resource = node.Text;
        if (resource is "*")
        {
            return;
        }

        var fields = resource.Split(':', ArnFields);
        if (fields.Length < 2 || fields[0] is not "arn")
        {
            var message = $"the resource `{resource}` is neither an ARN nor `*`";
            faults.Add(FaultCodes.InvalidArnPrefix, message, node, IamSentences.ResourceFormat(resource));
        }
        else if (!IsPartition(fields[1]))
        {
            var message = $"`{fields[1]}` in `{resource}` is not a partition";
            var sentence = IamSentences.Partition(fields[1], Pad(fields));
            faults.Add(FaultCodes.InvalidPartition, message, node, sentence);
        }
        else if (fields.Length < 3 || fields[2].AsSpan().ContainsAny('*', '?'))
        {
            var message = $"the resource `{resource}` does not name its service in full";
            faults.Add(FaultCodes.InvalidService, message, node, IamSentences.ResourceVendor);
        }
        else if (
            fields[2].Length == 0
            || (fields.Length < ArnFields && resource.Contains("::", StringComparison.Ordinal))
        )
        {
            var message = $"the ARN `{resource}` lacks fields";
            faults.Add(FaultCodes.MissingArnField, message, node, IamSentences.LegacyParsing);
        }
    }

    private static bool IsPartition(string text) =>
        text
            is "*"
                or "aws"
                or "aws-cn"
                or "aws-us-gov"
                or "aws-iso"
                or "aws-iso-b"
                or "aws-iso-e"
                or "aws-iso-f"
                or "aws-eusc"
        || (text.StartsWith("aws", StringComparison.Ordinal) && text.AsSpan().ContainsAny('*', '?'));

    private static string Pad(string[] fields)
    {
        var padded = fields.Concat(Enumerable.Repeat("*", ArnFields - fields.Length));
        return string.Join(':', padded);
    }
}
