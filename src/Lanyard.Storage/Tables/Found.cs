namespace Lanyard.Storage.Tables;

/// <summary>A record as it was found, and the key under which it is or would be.</summary>
/// <param name="Key">The key that was looked at.</param>
/// <param name="Record">What was there; null when there was nothing.</param>
/// <typeparam name="T">The record.</typeparam>
/// <remarks>
/// What was judged is acted on: <see cref="RecordTable{T}.Current" /> and <see cref="RecordTable{T}.ChangeAsync(Found{T}, Func{T, T}, Func{Exception}, CancellationToken)" />
/// know it again by its <see cref="IRecord.Id" />, whatever has taken its key by then.
/// </remarks>
public readonly record struct Found<T>(string Key, T? Record)
    where T : class, IRecord
{
    /// <summary>Whether what is there now is what was found: the same record, however it was changed since.</summary>
    internal bool Is(T? now) => Record is not null && now?.Id == Record.Id;
}
