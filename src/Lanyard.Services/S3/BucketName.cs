using System.Net;
using System.Text.RegularExpressions;

namespace Lanyard.Services.S3;

/// <summary>The rules for names of buckets.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html" />
internal static partial class BucketName
{
    /// <summary>Refuses a name that no bucket can have.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidBucketName</c>.</exception>
    public static void Check(string name)
    {
        var isValid =
            Pattern().IsMatch(name)
            && !name.Contains("..", StringComparison.Ordinal)
            && !IPAddress.TryParse(name, out _)
            && !name.StartsWith("xn--", StringComparison.Ordinal)
            && !name.EndsWith("-s3alias", StringComparison.Ordinal);
        if (!isValid)
        {
            throw S3Errors.BadBucketName(name);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}
