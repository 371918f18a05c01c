namespace Lanyard.Policy.Documents;

/// <summary>What IAM asks of the text of a resource.</summary>
internal static class ResourceSyntax
{
    /// <summary>How many fields an ARN has.</summary>
    public const int ArnFields = 6;

    /// <summary>What to write for an ARN that lacks some.</summary>
    public const string ArnShape =
        "write `arn:partition:service:region:account:resource`; region and account may be empty or `*`";

    public static void Check(SourceNode node, FaultList faults)
    {
        var resource = node.Text;
        if (resource == "*")
        {
            return;
        }

        var fields = resource.Split(':', ArnFields);
        if (fields.Length < 2 || fields[0] != "arn")
        {
            var message = $"the resource `{resource}` is neither an ARN nor `*`";
            const string Hint = "write `*` or an ARN, as in `arn:aws:s3:::bucket/*`";
            faults.Add(FaultCodes.InvalidArnPrefix, message, Hint, node, IamSentences.ResourceFormat(resource));
        }
        else if (!IsPartition(fields[1]))
        {
            var message = $"`{fields[1]}` in `{resource}` is not a partition";
            var hint = NearestName.Hint(fields[1], Partitions.All) ?? "write `aws`, `aws-cn` or `aws-us-gov`";
            var sentence = IamSentences.Partition(fields[1], Pad(fields));
            faults.Add(FaultCodes.InvalidPartition, message, hint, node, sentence);
        }
        else if (fields.Length < 3 || fields[2].AsSpan().ContainsAny('*', '?'))
        {
            var message = $"the resource `{resource}` does not name its service in full";
            const string Hint = "write the service out, an entry for each, or `*` alone for every resource";
            faults.Add(FaultCodes.InvalidService, message, Hint, node, IamSentences.ResourceVendor);
        }
        else if (
            fields[2].Length == 0
            || (fields.Length < ArnFields && resource.Contains("::", StringComparison.Ordinal))
        )
        {
            var message = $"the ARN `{resource}` lacks fields";
            faults.Add(FaultCodes.MissingArnField, message, ArnShape, node, IamSentences.LegacyParsing);
        }
        else if (!GlobalArnSyntax.Refuse(fields, node, faults))
        {
            ArnFieldReview.Check(fields, node, faults);
        }
    }

    private static bool IsPartition(string text) =>
        text == "*"
        || Partitions.All.Contains(text, StringComparer.Ordinal)
        || (text.StartsWith("aws", StringComparison.Ordinal) && text.AsSpan().ContainsAny('*', '?'));

    private static string Pad(string[] fields)
    {
        var padded = fields.Concat(Enumerable.Repeat("*", ArnFields - fields.Length));
        return string.Join(':', padded);
    }
}
