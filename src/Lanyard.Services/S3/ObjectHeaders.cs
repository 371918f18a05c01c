using System.Collections.Immutable;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Services.S3;

/// <summary>What is kept of an upload's headers and comes back with a read.</summary>
internal static class ObjectHeaders
{
    private const string ContentType = "Content-Type";
    private const string CacheControl = "Cache-Control";
    private const string ContentDisposition = "Content-Disposition";
    private const string ContentEncoding = "Content-Encoding";
    private const string ContentLanguage = "Content-Language";
    private const string Expires = "Expires";

    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>The headers of an upload.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: one is none.</exception>
    public static ImmutableSortedDictionary<string, string> Of(PutObjectInput input)
    {
        var headers = None.ToBuilder();
        Add(headers, ContentType, input.ContentType ?? "binary/octet-stream");
        Add(headers, CacheControl, input.CacheControl);
        Add(headers, ContentDisposition, input.ContentDisposition);
        Add(headers, ContentEncoding, WithoutChunking(input.ContentEncoding));
        Add(headers, ContentLanguage, input.ContentLanguage);
        Add(headers, Expires, input.Expires);
        return headers.ToImmutable();
    }

    /// <summary>The user metadata of an upload.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: a value has control characters.</exception>
    public static ImmutableSortedDictionary<string, string> MetadataOf(PutObjectInput input)
    {
        var metadata = None.ToBuilder();
        foreach (var (name, value) in input.Metadata ?? None)
        {
            var key = name.ToLowerInvariant();
            metadata[key] = MetadataText.Read(HeaderText.OfRequest($"x-amz-meta-{key}", value));
        }

        return metadata.ToImmutable();
    }

    /// <summary>The checksums that an upload brought, once it was read to its end.</summary>
    public static ImmutableSortedDictionary<string, string> ChecksumsOf(Stream payload) =>
        payload is PayloadStream { Checksums: var checksums }
            ? checksums.ToImmutableSortedDictionary(
                checksum => checksum.Algorithm.ToString(),
                checksum => checksum.Value,
                StringComparer.Ordinal
            )
            : None;

    /// <summary>What an upload is answered.</summary>
    public static PutObjectOutput Answer(ObjectRecord record) =>
        new()
        {
            ETag = record.ETag,
            ServerSideEncryption = "AES256",
            ChecksumCRC32 = Checksum(record, ChecksumAlgorithm.Crc32),
            ChecksumCRC32C = Checksum(record, ChecksumAlgorithm.Crc32C),
            ChecksumCRC64NVME = Checksum(record, ChecksumAlgorithm.Crc64Nvme),
            ChecksumSHA1 = Checksum(record, ChecksumAlgorithm.Sha1),
            ChecksumSHA256 = Checksum(record, ChecksumAlgorithm.Sha256),
            ChecksumType = record.Checksums.IsEmpty ? null : "FULL_OBJECT",
        };

    /// <summary>What a read is answered, but for the bytes.</summary>
    public static GetObjectOutput Answer(ObjectRecord record, GetObjectInput input, ByteRange? range)
    {
        var shown = Shown(record, input.ChecksumMode, range);
        return new GetObjectOutput
        {
            AcceptRanges = "bytes",
            ContentLength = range?.Length ?? record.Length,
            ContentRange = range?.ContentRange(record.Length),
            ETag = record.ETag,
            LastModified = record.ModifiedAt,
            ServerSideEncryption = "AES256",
            Metadata = record.Metadata.ToDictionary(
                entry => entry.Key,
                entry => MetadataText.Write(entry.Value),
                StringComparer.Ordinal
            ),
            ContentType = Header(record, ContentType, input.ResponseContentType),
            CacheControl = Header(record, CacheControl, input.ResponseCacheControl),
            ContentDisposition = Header(record, ContentDisposition, input.ResponseContentDisposition),
            ContentEncoding = Header(record, ContentEncoding, input.ResponseContentEncoding),
            ContentLanguage = Header(record, ContentLanguage, input.ResponseContentLanguage),
            Expires = Header(record, Expires, asked: null),
            ChecksumCRC32 = Checksum(shown, ChecksumAlgorithm.Crc32),
            ChecksumCRC32C = Checksum(shown, ChecksumAlgorithm.Crc32C),
            ChecksumCRC64NVME = Checksum(shown, ChecksumAlgorithm.Crc64Nvme),
            ChecksumSHA1 = Checksum(shown, ChecksumAlgorithm.Sha1),
            ChecksumSHA256 = Checksum(shown, ChecksumAlgorithm.Sha256),
            ChecksumType = shown.Checksums.IsEmpty ? null : "FULL_OBJECT",
        };
    }

    // A checksum is of the whole object, so a part comes without.
    private static ObjectRecord Shown(ObjectRecord record, string? checksumMode, ByteRange? range) =>
        range is null && string.Equals(checksumMode, "ENABLED", StringComparison.OrdinalIgnoreCase)
            ? record
            : record with
            {
                Checksums = None,
            };

    // As the query asks for it (`response-content-type`), or as it was given with the upload.
    private static string? Header(ObjectRecord record, string name, string? asked) =>
        asked is null
            ? record.Headers.GetValueOrDefault(name)
            : HeaderText.OfQuery($"response-{name.ToLowerInvariant()}", asked);

    private static string? Checksum(ObjectRecord record, ChecksumAlgorithm algorithm) =>
        record.Checksums.GetValueOrDefault(algorithm.ToString());

    // aws-chunked is how the body travelled, not what it is.
    private static string? WithoutChunking(string? encoding)
    {
        var left = (encoding ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !string.Equals(part, "aws-chunked", StringComparison.OrdinalIgnoreCase));
        return string.Join(',', left) is { Length: > 0 } kept ? kept : null;
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = HeaderText.OfRequest(name, value);
        }
    }
}
