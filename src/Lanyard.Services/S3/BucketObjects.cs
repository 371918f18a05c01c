using System.Globalization;
using System.Text.Json;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.S3;

/// <summary>The objects of buckets: records in the store, bytes in blobs. A reader keeps what it opened, whatever happens to it.</summary>
internal sealed class BucketObjects(Buckets buckets, IStore store, BlobStore blobs)
{
    private const int ListStep = 1000;

    // Those who put objects share it; nobody puts while a bucket goes.
    private readonly SharedGate _putting = new();

    /// <summary>Where bytes go.</summary>
    public BlobStore Blobs => blobs;

    /// <summary>Finds an object; null when there is none.</summary>
    public async ValueTask<ObjectRecord?> FindAsync(
        BucketRecord bucket,
        string key,
        CancellationToken cancellationToken
    ) => await store.GetAsync(CollectionOf(bucket), key, cancellationToken) is { } record ? Read(record) : null;

    /// <summary>Finds an object and opens its bytes; null when there is none. One that is replaced meanwhile is looked for again.</summary>
    public async ValueTask<(ObjectRecord Record, FileStream Body)?> OpenAsync(
        BucketRecord bucket,
        string key,
        CancellationToken cancellationToken
    )
    {
        while (await FindAsync(bucket, key, cancellationToken) is { } record)
        {
            try
            {
                return (record, blobs.OpenRead(record.Blob));
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
        try
        {
            using var visit = await _putting.EnterAsync(cancellationToken);
            buckets.ThrowIfGone(bucket);
            var value = JsonSerializer.SerializeToUtf8Bytes(record, S3Json.Default.ObjectRecord);
            await ChangeAsync(bucket, record.Key, ReplaceAsync, cancellationToken);

            ValueTask ReplaceAsync(StoredRecord? before)
            {
                check(before is null ? null : Read(before));
                var put = store.PutAsync(
                    CollectionOf(bucket),
                    record.Key,
                    value,
                    before?.Version ?? 0,
                    cancellationToken
                );
                return new(put.AsTask());
            }
        }
        catch (Exception refused) when (refused is AwsException or OperationCanceledException)
        {
            blobs.Delete(record.Blob);
            throw;
        }
    }

    /// <summary>Removes an object; nothing happens when there is none.</summary>
    public ValueTask RemoveAsync(BucketRecord bucket, string key, CancellationToken cancellationToken)
    {
        return ChangeAsync(bucket, key, DeleteAsync, cancellationToken);

        ValueTask DeleteAsync(StoredRecord? before) =>
            before is null
                ? default
                : new(store.DeleteAsync(CollectionOf(bucket), key, before.Version, cancellationToken).AsTask());
    }

    /// <summary>Removes a bucket that has no objects.</summary>
    /// <exception cref="AwsException"><c>BucketNotEmpty</c>, or <c>NoSuchBucket</c> when another was faster.</exception>
    public async ValueTask RemoveBucketAsync(BucketRecord bucket, CancellationToken cancellationToken)
    {
        using var visit = await _putting.EnterAloneAsync(cancellationToken);
        var any = await store.ListAsync(CollectionOf(bucket), limit: 1, cancellationToken: cancellationToken);
        if (any.Count > 0)
        {
            throw S3Errors.NotEmpty(bucket.Name);
        }

        await buckets.ChangeAsync(bucket, _ => null, cancellationToken);
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

    /// <summary>Reads the buckets anew, after store and blobs were cleared beneath them, and sweeps out what was put between the two.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        using var visit = await _putting.EnterAloneAsync(cancellationToken);
        var known = buckets.Table.All;
        await buckets.Table.ReloadAsync(cancellationToken);
        foreach (var bucket in known.UnionBy(buckets.Table.All, bucket => bucket.Id, StringComparer.Ordinal))
        {
            var isGone = buckets.IsGone(bucket);
            await foreach (var record in ListAsync(bucket, "", after: null, cancellationToken))
            {
                if (isGone || !blobs.Exists(record.Blob))
                {
                    await RemoveAsync(bucket, record.Key, cancellationToken);
                }
            }
        }
    }

    /// <summary>A length as headers write it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Changes what is there, anew when another was faster; then the bytes that were there go.
    private async ValueTask ChangeAsync(
        BucketRecord bucket,
        string key,
        Func<StoredRecord?, ValueTask> change,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var before = await store.GetAsync(CollectionOf(bucket), key, cancellationToken);
            try
            {
                await change(before);
            }
            catch (StoreException other) when (other.Kind == StoreFault.Conflict)
            {
                continue;
            }

            if (before is not null)
            {
                blobs.Delete(Read(before).Blob);
            }

            return;
        }
    }

    private static ObjectRecord Read(StoredRecord record) =>
        JsonSerializer.Deserialize(record.Value.Span, S3Json.Default.ObjectRecord)!;

    // By id: a bucket that takes the name of one that is gone takes nothing else from it.
    private static string CollectionOf(BucketRecord bucket) => $"s3.objects/{bucket.Id}";
}
