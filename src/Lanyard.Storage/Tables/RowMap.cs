using System.Collections;

namespace Lanyard.Storage.Tables;

/// <summary>Rows ordered by key, never changed: a change makes a new map that shares nearly everything with the old one.</summary>
/// <remarks>
/// Arrays of a bounded length in an array: rows with a common prefix lie side by side and are found by two binary searches, and a
/// change copies one of the short arrays and the long one of references.
/// </remarks>
internal sealed class RowMap<T> : IReadOnlyCollection<T>
    where T : class
{
    public static readonly RowMap<T> Empty = new([], 0);

    private const int LongestChunk = 128;

    private readonly Row<T>[][] _chunks;

    private RowMap(Row<T>[][] chunks, int count)
    {
        _chunks = chunks;
        Count = count;
    }

    /// <inheritdoc />
    public int Count { get; }

    /// <summary>All rows, by key.</summary>
    public IEnumerable<Row<T>> Rows => _chunks.SelectMany(chunk => chunk);

    /// <summary>Makes a map of rows that are ordered by key already.</summary>
    public static RowMap<T> Of(Row<T>[] ordered) => new([.. ordered.Chunk(LongestChunk)], ordered.Length);

    /// <summary>The records whose keys begin so, by key.</summary>
    public IReadOnlyList<T> Range(string keyPrefix)
    {
        var place = FirstNotBefore(keyPrefix, isBeyond: false);
        var end = FirstNotBefore(keyPrefix, isBeyond: true);
        var records = new T[CountBetween(place, end)];
        for (var i = 0; i < records.Length; i++)
        {
            if (place.Index == _chunks[place.Chunk].Length)
            {
                place = (place.Chunk + 1, 0);
            }

            records[i] = _chunks[place.Chunk][place.Index].Record!;
            place.Index++;
        }

        return records;
    }

    /// <summary>The map with a row in the place of the one of its key, if there is one.</summary>
    public RowMap<T> With(Row<T> row)
    {
        if (_chunks.Length == 0)
        {
            return new RowMap<T>(
                [
                    [row],
                ],
                1
            );
        }

        var place = FirstNotBefore(row.Key, isBeyond: false);
        if (IsAt(place, row.Key))
        {
            Row<T>[] changed = [.. _chunks[place.Chunk]];
            changed[place.Index] = row;
            return Replacing(place.Chunk, [changed], Count);
        }

        // Behind everything: the last chunk grows.
        var (at, index) = place.Chunk < _chunks.Length ? place : (_chunks.Length - 1, _chunks[^1].Length);
        Row<T>[] grown = [.. _chunks[at].AsSpan(..index), row, .. _chunks[at].AsSpan(index..)];
        return grown.Length <= LongestChunk
            ? Replacing(at, [grown], Count + 1)
            : Replacing(at, [grown[..(grown.Length / 2)], grown[(grown.Length / 2)..]], Count + 1);
    }

    /// <summary>The map without a key.</summary>
    public RowMap<T> Without(string key)
    {
        var place = FirstNotBefore(key, isBeyond: false);
        if (!IsAt(place, key))
        {
            return this;
        }

        var chunk = _chunks[place.Chunk];
        return chunk.Length == 1
            ? Replacing(place.Chunk, [], Count - 1)
            : Replacing(
                place.Chunk,
                [
                    [.. chunk.AsSpan(..place.Index), .. chunk.AsSpan((place.Index + 1)..)],
                ],
                Count - 1
            );
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => Rows.Select(row => row.Record!).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RowMap<T> Replacing(int chunk, ReadOnlySpan<Row<T>[]> pieces, int count) =>
        new([.. _chunks.AsSpan(..chunk), .. pieces, .. _chunks.AsSpan((chunk + 1)..)], count);

    private bool IsAt((int Chunk, int Index) place, string key) =>
        place.Chunk < _chunks.Length && _chunks[place.Chunk][place.Index].Key == key;

    private int CountBetween((int Chunk, int Index) start, (int Chunk, int Index) end)
    {
        var count = end.Index - start.Index;
        for (var chunk = start.Chunk; chunk < end.Chunk; chunk++)
        {
            count += _chunks[chunk].Length;
        }

        return count;
    }

    // The place of the first row that is not before a bound; behind the last chunk when all are.
    // With `isBeyond` what begins with the bound is before it.
    private (int Chunk, int Index) FirstNotBefore(string bound, bool isBeyond)
    {
        var (low, high) = (0, _chunks.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IsBefore(_chunks[middle][^1].Key, bound, isBeyond))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == _chunks.Length ? (low, 0) : (low, FirstNotBefore(_chunks[low], bound, isBeyond));
    }

    private static int FirstNotBefore(Row<T>[] chunk, string bound, bool isBeyond)
    {
        var (low, high) = (0, chunk.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (IsBefore(chunk[middle].Key, bound, isBeyond))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static bool IsBefore(string key, string bound, bool isBeyond) =>
        (isBeyond && key.StartsWith(bound, StringComparison.Ordinal)) || KeyOrder.Instance.Compare(key, bound) < 0;
}
