namespace Lanyard.Storage.Sqlite;

/// <summary>A batch on its way to disk, and what will become of it.</summary>
internal sealed class PendingCommit(StoreBatch batch)
{
    private readonly TaskCompletionSource<IReadOnlyList<long>> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private StoreException? _fault;
    private long[] _numbers = [];

    public StoreBatch Batch => batch;

    /// <summary>Ends when the batch is committed, or with the reason why not.</summary>
    public Task<IReadOnlyList<long>> Task => _completion.Task;

    /// <summary>The batch has been applied; it counts once its transaction is committed.</summary>
    public void Applied(long[] numbers) => _numbers = numbers;

    /// <summary>The batch has been refused; others in its transaction are not concerned.</summary>
    public void Refused(StoreException fault) => _fault = fault;

    /// <summary>The transaction is over: tells the caller.</summary>
    /// <param name="fault">Why the transaction failed as a whole, or null.</param>
    public void Complete(StoreException? fault)
    {
        if ((_fault ?? fault) is { } reason)
        {
            _completion.SetException(reason);
        }
        else
        {
            _completion.SetResult(_numbers);
        }
    }

    /// <summary>Whatever happened to the transaction, nobody waits for ever.</summary>
    public void CompleteIfForgotten()
    {
        if (!Task.IsCompleted)
        {
            Complete(new StoreException(StoreFault.Unavailable, "the commit was cut short"));
        }
    }
}
