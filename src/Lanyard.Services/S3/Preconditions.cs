using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>The conditional headers of reads, in the order HTTP gives them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html" />
internal static class Preconditions
{
    /// <summary>Refuses a read whose conditions do not hold.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>PreconditionFailed</c>, or 304.</exception>
    public static void Check(ObjectRecord record, GetObjectInput input)
    {
        var modified = record.ModifiedAt.AddTicks(-(record.ModifiedAt.Ticks % TimeSpan.TicksPerSecond));
        if (input.IfMatch is { } match)
        {
            if (!Matches(match, record.ETag))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }
        }
        else if (input.IfUnmodifiedSince is { } unmodified && modified > unmodified)
        {
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");
        }

        if (input.IfNoneMatch is { } noneMatch)
        {
            if (Matches(noneMatch, record.ETag))
            {
                throw S3Errors.NotModified();
            }
        }
        else if (input.IfModifiedSince is { } since && modified <= since)
        {
            throw S3Errors.NotModified();
        }
    }

    /// <summary>Whether a header names an entity tag, in quotes or without, or any by <c>*</c>.</summary>
    public static bool Matches(string header, string eTag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == eTag.Trim('"'));
}
