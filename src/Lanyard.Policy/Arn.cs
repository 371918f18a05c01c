using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy;

/// <summary>An Amazon Resource Name: <c>arn:partition:service:region:account:resource</c>.</summary>
/// <remarks>
/// Region and account may be empty (S3 buckets have neither) and the account may be <c>aws</c> (AWS managed policies).
/// The resource takes the rest of the text, colons included. Two ARNs are equal when their texts are, case included.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html" />
public sealed record Arn
{
    private readonly string _text;

    private Arn(string text, string partition, string service, string region, string account, string resource)
    {
        _text = text;
        Partition = partition;
        Service = service;
        Region = region;
        Account = account;
        Resource = resource;
    }

    /// <summary>The partition, as in <c>aws</c> or <c>aws-cn</c>.</summary>
    public string Partition { get; }

    /// <summary>The service prefix, as in <c>iam</c>.</summary>
    public string Service { get; }

    /// <summary>The region, or the empty string.</summary>
    public string Region { get; }

    /// <summary>The account's digits, <c>aws</c>, or the empty string.</summary>
    public string Account { get; }

    /// <summary>Everything after the fifth colon, as in <c>role/app</c>; never empty.</summary>
    public string Resource { get; }

    /// <summary>What the resource ends with after its last slash, as in <c>app</c> of <c>role/team/app</c>.</summary>
    public string Name => NameOf(Resource);

    /// <summary>Makes an ARN of its parts, in the partition of its region.</summary>
    /// <remarks>What has no region, as IAM's resources, is in the partition <c>aws</c>: see <see cref="Global" />.</remarks>
    public static Arn Of(string service, string region, string account, string resource) =>
        Make(Partitions.OfRegion(region), service, region, account, resource);

    /// <summary>Makes an ARN of a service without regions, as IAM and STS.</summary>
    /// <param name="partition">As in <c>aws-us-gov</c>: that of the region where it is asked for.</param>
    public static Arn Global(string partition, string service, string account, string resource) =>
        Make(partition, service, "", account, resource);

    /// <summary>
    /// What a text ends with after its last slash, the whole where it has none: the name of what is given by its name or
    /// its ARN.
    /// </summary>
    public static string NameOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[(text.LastIndexOf('/') + 1)..];
    }

    /// <summary>Reads an ARN.</summary>
    /// <exception cref="FormatException">The text does not have six fields or does not begin with <c>arn</c>.</exception>
    public static Arn Parse(string text) =>
        TryParse(text, out var arn) ? arn : throw new FormatException($"`{text}` is not an ARN");

    /// <summary>Reads an ARN; false when the text does not have six fields or does not begin with <c>arn</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }

        var fields = text.Split(':', 6);
        if (fields.Length < 6 || fields[1].Length == 0 || fields[2].Length == 0 || fields[5].Length == 0)
        {
            return false;
        }

        arn = new Arn(text, fields[1], fields[2], fields[3], fields[4], fields[5]);
        return true;
    }

    private static Arn Make(string partition, string service, string region, string account, string resource) =>
        new($"arn:{partition}:{service}:{region}:{account}:{resource}", partition, service, region, account, resource);

    /// <summary>The text of the ARN.</summary>
    public override string ToString() => _text;

    /// <summary>Whether the texts are the same, case included.</summary>
    public bool Equals(Arn? other) => other is not null && _text == other._text;

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);
}
