namespace Lanyard.Storage.Tables;

/// <summary>A table whatever its records are, as it follows the store.</summary>
internal interface ITable
{
    /// <summary>The collection's name.</summary>
    string Name { get; }

    /// <summary>The record under a key, null when there is none, and its version.</summary>
    Row<object> RowOf(string key);

    /// <summary>How a record is written.</summary>
    byte[] Write(object record);

    /// <summary>Shows what was written here, unless something newer is shown already.</summary>
    /// <param name="number">The number of the change.</param>
    /// <param name="record">Null when it was removed.</param>
    void Show(string key, long number, object? record);

    /// <summary>Follows a change of one record; what was written here is known already and not read again.</summary>
    ValueTask FollowAsync(StoreChange change, CancellationToken cancellationToken);

    /// <summary>Reads the collection anew.</summary>
    /// <param name="number">The change up to which everything is in what is read.</param>
    /// <returns>What shows it, at once.</returns>
    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt" /> when a record is not what was written.</exception>
    ValueTask<Action> ReadAsync(long number, CancellationToken cancellationToken);
}
