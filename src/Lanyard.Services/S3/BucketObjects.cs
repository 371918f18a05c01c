using System.Globalization;
using System.Text.Json;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;

namespace Lanyard.Services.S3;

/// <summary>The objects of buckets: records in the store, bytes in blobs. A reader keeps what it opened, whatever happens to it.</summary>
internal sealed class BucketObjects(IStore store, BlobStore blobs)
{
    private const int ListStep = 1000;

    /// <summary>Where bytes go.</summary>
    public BlobStore Blobs => blobs;

    /// <summary>Finds an object; null when there is none.</summary>
    public async ValueTask<ObjectRecord?> FindAsync(string bucket, string key, CancellationToken cancellationToken) =>
        await store.GetAsync(CollectionOf(bucket), key, cancellationToken) is { } record ? Read(record) : null;

    /// <summary>Puts an object in the place of the one of that key, if there is one.</summary>
    public async ValueTask PutAsync(string bucket, ObjectRecord record, CancellationToken cancellationToken)
    {
        var before = await FindAsync(bucket, record.Key, cancellationToken);
        var value = JsonSerializer.SerializeToUtf8Bytes(record, S3Json.Default.ObjectRecord);
        await store.PutAsync(CollectionOf(bucket), record.Key, value, cancellationToken: cancellationToken);
        if (before is not null)
        {
            blobs.Delete(before.Blob);
        }
    }

    /// <summary>Removes an object; nothing happens when there is none.</summary>
    public async ValueTask RemoveAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        if (await FindAsync(bucket, key, cancellationToken) is { } record)
        {
            await store.DeleteAsync(CollectionOf(bucket), key, cancellationToken: cancellationToken);
            blobs.Delete(record.Blob);
        }
    }

    /// <summary>Reads objects in the order of their keys' bytes.</summary>
    /// <param name="after">The key behind which to begin; null for the beginning.</param>
    public async IAsyncEnumerable<ObjectRecord> ListAsync(
        string bucket,
        string prefix,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var step = await store.ListAsync(CollectionOf(bucket), prefix, after, ListStep, cancellationToken);
            foreach (var record in step)
            {
                yield return Read(record);
            }

            if (step.Count < ListStep)
            {
                yield break;
            }

            after = step[^1].Key;
        }
    }

    /// <summary>A length as headers write it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static ObjectRecord Read(StoredRecord record) =>
        JsonSerializer.Deserialize(record.Value.Span, S3Json.Default.ObjectRecord)!;

    private static string CollectionOf(string bucket) => $"s3.objects/{bucket}";
}
