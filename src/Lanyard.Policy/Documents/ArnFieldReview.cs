namespace Lanyard.Policy.Documents;

/// <summary>Looks for ARNs that IAM saves although no resource can have them.</summary>
internal static class ArnFieldReview
{
    private const string S3 = "s3";
    private const string Iam = "iam";

    /// <summary>Checks the fields of an entry of <c>Resource</c>; missing ones are at the end.</summary>
    public static void Check(string[] fields, SourceNode node, FaultList faults)
    {
        if (fields.Take(ResourceSyntax.ArnFields - 1).Any(VariableSyntax.HasVariable))
        {
            VariableSyntax.Refuse(node.Text, "the first five fields of an ARN", node, faults);
            return;
        }

        var service = fields[2];
        if (service.Any(char.IsAsciiLetterUpper))
        {
            var message = $"services are written in small letters: `{service}` matches nothing";
            var hint = $"write `{service.ToLowerInvariant()}`";
            faults.Warn(FaultCodes.InvalidArnServiceCase, message, hint, node);
        }

        if (fields.Length < ResourceSyntax.ArnFields)
        {
            var message = $"the ARN `{node.Text}` lacks fields; those missing are read as `*`";
            faults.Warn(FaultCodes.MissingArnField, message, ResourceSyntax.ArnShape, node);
            return;
        }

        CheckRegion(service, fields[3], fields[5], node, faults);
        CheckAccount(service, fields[4], fields[5], node, faults);
        if (fields[5].Length == 0)
        {
            var message = $"the ARN `{node.Text}` names no resource";
            const string Hint = "write the resource after the fifth colon, or `*`";
            faults.Warn(FaultCodes.InvalidArnResource, message, Hint, node);
        }
    }

    private static void CheckRegion(string service, string region, string resource, SourceNode node, FaultList faults)
    {
        if (region.Length == 0 || HasWildcard(region))
        {
            return;
        }

        if (service is Iam || (service is S3 && IsBucket(resource)))
        {
            var message = $"the ARNs of `{service}` have no region";
            faults.Warn(FaultCodes.ArnRegionNotAllowed, message, "leave the field between the colons empty", node);
        }
        else if (!IsRegion(region))
        {
            var message = $"`{region}` is not a region";
            var lower = region.ToLowerInvariant();
            var hint = IsRegion(lower) ? $"write `{lower}`" : "write a region such as `eu-west-1`, or `*`";
            faults.Warn(FaultCodes.InvalidArnRegion, message, hint, node);
        }
    }

    private static void CheckAccount(string service, string account, string resource, SourceNode node, FaultList faults)
    {
        if (account.Length == 0 || HasWildcard(account))
        {
            return;
        }

        if (service is S3 && IsBucket(resource))
        {
            const string Message = "the ARNs of buckets and their objects have no account";
            faults.Warn(FaultCodes.ArnAccountNotAllowed, Message, "leave the field between the colons empty", node);
        }
        // `aws` owns what all accounts share, as managed policies and public parameters; CloudFront its identities.
        else if (account is not ("aws" or "cloudfront") && !AccountId.TryParse(account, out _))
        {
            var message = $"`{account}` is not an account: twelve digits";
            faults.Warn(FaultCodes.InvalidArnAccount, message, "write twelve digits, or `*`", node);
        }
    }

    // What else S3 has (access points, jobs, Storage Lens) belongs to a region and an account.
    internal static bool IsBucket(string resource) =>
        !resource.Contains(':', StringComparison.Ordinal)
        && !resource.StartsWith("accesspoint/", StringComparison.Ordinal)
        && !resource.StartsWith("accesspoint*", StringComparison.Ordinal)
        && !resource.StartsWith("job/", StringComparison.Ordinal)
        && !resource.StartsWith("async-request/", StringComparison.Ordinal)
        && !resource.StartsWith("storage-lens", StringComparison.Ordinal)
        && !resource.StartsWith("access-grants", StringComparison.Ordinal)
        && resource != "*";

    private static bool HasWildcard(string field) => field.AsSpan().ContainsAny('*', '?');

    private static bool IsRegion(string text)
    {
        var parts = text.Split('-');
        return parts.Length >= 3
            && parts[^1].Length > 0
            && parts[^1].All(char.IsAsciiDigit)
            && parts.SkipLast(1).All(part => part.Length > 0 && part.All(char.IsAsciiLetterLower));
    }
}
