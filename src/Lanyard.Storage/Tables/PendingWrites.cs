namespace Lanyard.Storage.Tables;

/// <summary>
/// The batches on their way to the store: who hears from the feed of a write that is not shown yet waits here until it is, instead
/// of reading back what this very process has written.
/// </summary>
internal sealed class PendingWrites
{
    private readonly Lock _lock = new();
    private readonly List<Pending> _pending = [];

    /// <summary>Notes a batch until the result is disposed of: it is shown by then, or has failed.</summary>
    public Pending Begin(StoreBatch batch)
    {
        var pending = new Pending(this, batch);
        lock (_lock)
        {
            _pending.Add(pending);
        }

        return pending;
    }

    /// <summary>Done when no batch that is under way now writes a record any more.</summary>
    public Task SettledAsync(string collection, string key)
    {
        lock (_lock)
        {
            return Task.WhenAll(
                _pending.Where(pending => pending.Writes(collection, key)).Select(pending => pending.Settled)
            );
        }
    }

    private void End(Pending pending)
    {
        lock (_lock)
        {
            _pending.Remove(pending);
            pending.Settle();
        }
    }

    /// <summary>A batch under way.</summary>
    internal sealed class Pending(PendingWrites writes, StoreBatch batch) : IDisposable
    {
        // Made when somebody waits, which is seldom.
        private TaskCompletionSource? _settled;

        public Task Settled => (_settled ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public bool Writes(string collection, string key) =>
            batch.Operations.Any(operation => operation.Name == collection && operation.Key == key);

        public void Settle() => _settled?.TrySetResult();

        /// <inheritdoc />
        public void Dispose() => writes.End(this);
    }
}
