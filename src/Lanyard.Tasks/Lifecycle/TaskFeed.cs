using System.Collections.Immutable;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Tells observers of each change of a task, once the store has acknowledged it.</summary>
internal sealed class TaskFeed
{
    private ImmutableList<Action<TaskRecord>> _observers = [];

    /// <summary>Calls an observer after each change until the result is disposed.</summary>
    public IDisposable Observe(Action<TaskRecord> observer)
    {
        ImmutableInterlocked.Update(ref _observers, static (list, added) => list.Add(added), observer);
        return new Observation(this, observer);
    }

    /// <summary>Tells all observers.</summary>
    public void Publish(TaskRecord task) => Volatile.Read(ref _observers).ForEach(observer => observer(task));

    private sealed class Observation(TaskFeed feed, Action<TaskRecord> observer) : IDisposable
    {
        public void Dispose() =>
            ImmutableInterlocked.Update(ref feed._observers, static (list, gone) => list.Remove(gone), observer);
    }
}
