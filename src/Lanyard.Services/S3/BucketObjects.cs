using System.Globalization;
using System.Text.Json;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.S3;

/// <summary>The objects of buckets: records in the store, bytes in blobs. A reader keeps what it opened, whatever happens to it.</summary>
internal sealed class BucketObjects(Buckets buckets, Records records, IBlobStore blobs)
{
    private const int ListStep = 1000;

    private readonly IStore _store = records.Store;

    /// <summary>Where bytes go.</summary>
    public IBlobStore Blobs => blobs;

    /// <summary>Finds an object; null when there is none.</summary>
    public async ValueTask<ObjectRecord?> FindAsync(
        BucketRecord bucket,
        string key,
        CancellationToken cancellationToken
    ) => await _store.GetAsync(CollectionOf(bucket), key, cancellationToken) is { } record ? Read(record) : null;

    /// <summary>Finds an object and opens its bytes; null when there is none. One that is replaced meanwhile is looked for again.</summary>
    public async ValueTask<(ObjectRecord Record, Stream Body)?> OpenAsync(
        BucketRecord bucket,
        string key,
        CancellationToken cancellationToken
    )
    {
        while (await FindAsync(bucket, key, cancellationToken) is { } record)
        {
            try
            {
                return (record, await blobs.OpenReadAsync(record.Blob, cancellationToken));
            }
            catch (StoreException gone) when (gone.Kind == StoreFault.NotFound)
            {
                var now = await FindAsync(bucket, key, cancellationToken);
                if (now?.Blob == record.Blob)
                {
                    throw;
                }
            }
        }

        return null;
    }

    /// <summary>Puts an object in the place of the one of that key, if there is one; its bytes go when it is refused.</summary>
    /// <param name="check">Throws when what is there at that moment must not be replaced.</param>
    /// <exception cref="AwsException"><c>NoSuchBucket</c>: the bucket is gone, whether or not another has its name.</exception>
    public async ValueTask PutAsync(
        BucketRecord bucket,
        ObjectRecord record,
        Action<ObjectRecord?> check,
        CancellationToken cancellationToken
    )
    {
        var value = JsonSerializer.SerializeToUtf8Bytes(record, S3Json.Default.ObjectRecord);
        try
        {
            await ChangeAsync(bucket, record.Key, Replace, cancellationToken);
        }
        catch (Exception refused) when (refused is AwsException or OperationCanceledException)
        {
            await blobs.DeleteAsync(record.Blob, CancellationToken.None);
            throw;
        }

        void Replace(RecordChange change, StoredRecord? before)
        {
            // Held to the bucket: it cannot go between this look and the write.
            if (change.Current(buckets.Table, new(bucket.Key, bucket)) is null)
            {
                throw S3Errors.NoSuchBucket(bucket.Name);
            }

            check(before is null ? null : Read(before));
            change.Beside(batch => batch.Put(CollectionOf(bucket), record.Key, value, before?.Version ?? 0));
        }
    }

    /// <summary>Removes an object; nothing happens when there is none.</summary>
    public ValueTask RemoveAsync(BucketRecord bucket, string key, CancellationToken cancellationToken)
    {
        return ChangeAsync(bucket, key, Delete, cancellationToken);

        void Delete(RecordChange change, StoredRecord? before)
        {
            if (before is not null)
            {
                change.Beside(batch => batch.Delete(CollectionOf(bucket), key, before.Version));
            }
        }
    }

    /// <summary>Removes a bucket that has no objects.</summary>
    /// <exception cref="AwsException"><c>BucketNotEmpty</c>, or <c>NoSuchBucket</c> when another was faster.</exception>
    public async ValueTask RemoveBucketAsync(BucketRecord bucket, CancellationToken cancellationToken)
    {
        await records.ChangeAsync(
            async (change, cancellation) =>
            {
                if (change.Current(buckets.Table, new(bucket.Key, bucket)) is null)
                {
                    throw S3Errors.NoSuchBucket(bucket.Name);
                }

                var any = await _store.ListAsync(CollectionOf(bucket), limit: 1, cancellationToken: cancellation);
                if (any.Count > 0)
                {
                    throw S3Errors.NotEmpty(bucket.Name);
                }

                // And it is still empty when it goes.
                change.Beside(batch => batch.ExpectNone(CollectionOf(bucket), ""));
                return change.Remove(buckets.Table, bucket.Key);
            },
            cancellationToken
        );
    }

    /// <summary>Reads objects in the order of their keys' bytes.</summary>
    /// <param name="after">The key behind which to begin; null for the beginning.</param>
    public async IAsyncEnumerable<ObjectRecord> ListAsync(
        BucketRecord bucket,
        string prefix,
        string? after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var step = await _store.ListAsync(CollectionOf(bucket), prefix, after, ListStep, cancellationToken);
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

    // Changes what is there, anew when another was faster; then the bytes that were there go.
    private async ValueTask ChangeAsync(
        BucketRecord bucket,
        string key,
        Action<RecordChange, StoredRecord?> change,
        CancellationToken cancellationToken
    )
    {
        var before = await records.ChangeAsync(
            async (records, cancellation) =>
            {
                var current = await _store.GetAsync(CollectionOf(bucket), key, cancellation);
                change(records, current);
                return current;
            },
            cancellationToken
        );
        if (before is not null)
        {
            await blobs.DeleteAsync(Read(before).Blob, CancellationToken.None);
        }
    }

    private static ObjectRecord Read(StoredRecord record) =>
        JsonSerializer.Deserialize(record.Value.Span, S3Json.Default.ObjectRecord)!;

    // By id: a bucket that takes the name of one that is gone takes nothing else from it.
    private static string CollectionOf(BucketRecord bucket) => $"s3.objects/{bucket.Id}";
}
