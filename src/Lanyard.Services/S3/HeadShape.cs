using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Questions about objects as reads, and the answers to reads as answers to questions.</summary>
internal static class HeadShape
{
    /// <summary>The read that would be answered with the same headers.</summary>
    public static GetObjectInput ReadOf(HeadObjectInput input) =>
        new()
        {
            IfMatch = input.IfMatch,
            IfNoneMatch = input.IfNoneMatch,
            IfModifiedSince = input.IfModifiedSince,
            IfUnmodifiedSince = input.IfUnmodifiedSince,
            ChecksumMode = input.ChecksumMode,
            ResponseContentType = input.ResponseContentType,
            ResponseCacheControl = input.ResponseCacheControl,
            ResponseContentDisposition = input.ResponseContentDisposition,
            ResponseContentEncoding = input.ResponseContentEncoding,
            ResponseContentLanguage = input.ResponseContentLanguage,
        };

    /// <summary>What a read was answered, without the bytes.</summary>
    public static HeadObjectOutput Of(GetObjectOutput read) =>
        new()
        {
            AcceptRanges = read.AcceptRanges,
            ContentLength = read.ContentLength,
            ContentRange = read.ContentRange,
            ETag = read.ETag,
            LastModified = read.LastModified,
            ServerSideEncryption = read.ServerSideEncryption,
            Metadata = read.Metadata,
            ContentType = read.ContentType,
            CacheControl = read.CacheControl,
            ContentDisposition = read.ContentDisposition,
            ContentEncoding = read.ContentEncoding,
            ContentLanguage = read.ContentLanguage,
            Expires = read.Expires,
            ChecksumCRC32 = read.ChecksumCRC32,
            ChecksumCRC32C = read.ChecksumCRC32C,
            ChecksumCRC64NVME = read.ChecksumCRC64NVME,
            ChecksumSHA1 = read.ChecksumSHA1,
            ChecksumSHA256 = read.ChecksumSHA256,
            ChecksumType = read.ChecksumType,
        };
}
