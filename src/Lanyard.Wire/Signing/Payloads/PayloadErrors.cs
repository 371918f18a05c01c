using System.Globalization;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>What S3 answers when a body is not what was declared.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
internal static class PayloadErrors
{
    public static AwsException MissingLength() =>
        new("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);

    public static AwsException InvalidLength(string header, string value) =>
        new("InvalidArgument", $"Value for {header} header is invalid.")
        {
            Details = [new("ArgumentName", header), new("ArgumentValue", value)],
        };

    public static AwsException TooLarge(long length, long limit) =>
        new("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        {
            Details = [new("ProposedSize", Number(length)), new("MaxSizeAllowed", Number(limit))],
        };

    public static AwsException Incomplete() =>
        new("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

    public static AwsException ChunkTooSmall(int chunk, long size) =>
        new("InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes")
        {
            Details = [new("Chunk", Number(chunk)), new("BadChunkSize", Number(size))],
        };

    public static AwsException MalformedChunk() =>
        new("IncompleteBody", "The request body is not in the aws-chunked form that its headers declare");

    public static AwsException MalformedTrailer() =>
        new(
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema."
        );

    public static AwsException UnknownTrailer() =>
        new("InvalidRequest", "The value specified in the x-amz-trailer header is not supported");

    public static AwsException SeveralChecksums() =>
        new("InvalidRequest", "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");

    public static AwsException MissingChecksum() =>
        new(
            "InvalidRequest",
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers "
                + "were found."
        );

    public static AwsException InvalidChecksum(string header, bool isTrailing) =>
        new("InvalidRequest", $"Value for {header} {(isTrailing ? "trailing header" : "header")} is invalid.");

    public static AwsException BadChecksum(string algorithm) =>
        new("BadDigest", $"The {algorithm} you specified did not match the calculated checksum.");

    public static AwsException InvalidMd5(string value) =>
        new("InvalidDigest", "The Content-MD5 you specified was invalid.") { Details = [new("Content-MD5", value)] };

    public static AwsException BadMd5(string expected, string calculated) =>
        new("BadDigest", "The Content-MD5 you specified did not match what we received.")
        {
            Details = [new("ExpectedDigest", expected), new("CalculatedDigest", calculated)],
        };

    public static AwsException AnonymousChunks() =>
        new("InvalidRequest", "A body of signed chunks needs a request that is signed itself");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
