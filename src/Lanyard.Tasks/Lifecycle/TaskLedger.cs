using Lanyard.Storage;
using Lanyard.Storage.Tables;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>The record of one task: changed at once in memory, written in the background and in order.</summary>
/// <remarks>
/// A start must not wait for the disk at each status. Changes that leave the status alone are written together with the one
/// before them when that is still waiting.
/// </remarks>
internal sealed class TaskLedger(TaskRecord record, RecordTable<TaskRecord> table, TaskFeed feed)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskRecord> _waiting = [];
    private TaskRecord _current = record;
    private Task _writing = Task.CompletedTask;
    private bool _isWriting;

    /// <summary>The task as it is, written or not.</summary>
    public TaskRecord Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Changes the record; the same record changes nothing.</summary>
    /// <returns>The record after the change.</returns>
    public TaskRecord Change(Func<TaskRecord, TaskRecord> change)
    {
        lock (_gate)
        {
            var changed = change(_current);
            if (!ReferenceEquals(changed, _current))
            {
                Add(changed with { Version = _current.Version + 1 });
            }

            return _current;
        }
    }

    /// <summary>Changes what nobody sees.</summary>
    public void Note(Func<TaskRecord, TaskRecord> change)
    {
        lock (_gate)
        {
            Add(change(_current));
        }
    }

    /// <summary>Done when every change so far is in the store; tries again what the store did not take before.</summary>
    /// <exception cref="StoreException">The store does not take it.</exception>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (!_isWriting && _waiting.Count > 0)
            {
                _isWriting = true;
                _writing = WriteAsync();
            }

            return _writing;
        }
    }

    private void Add(TaskRecord changed)
    {
        var sameStatus = changed.LastStatus == _current.LastStatus && changed.DesiredStatus == _current.DesiredStatus;
        _current = changed;
        if (sameStatus && _waiting.Count > 0)
        {
            _waiting.RemoveLast();
        }

        _waiting.AddLast(changed);
        if (!_isWriting)
        {
            _isWriting = true;
            _writing = WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        // Under the gate until here: the first write must not run before the caller has left it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (Next() is { } next)
            {
                await table.PutAsync(next, CancellationToken.None);
                feed.Publish(next);
            }
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    // The next change, or the next flush, tries again, with all that there is then.
    private void Abandon()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _waiting.AddLast(_current);
            _isWriting = false;
        }
    }

    private TaskRecord? Next()
    {
        lock (_gate)
        {
            if (_waiting.First is not { } first)
            {
                _isWriting = false;
                return null;
            }

            _waiting.RemoveFirst();
            return first.Value;
        }
    }
}
