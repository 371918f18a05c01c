using System.Collections.Concurrent;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The limit of the task endpoint: a bucket for each task and path, 40 requests a second, 60 at once.</summary>
/// <seealso href="https://github.com/aws/amazon-ecs-agent/blob/master/README.md" />
internal sealed class RequestRate(TimeProvider time)
{
    /// <summary>How many requests a second a bucket regains.</summary>
    public const double PerSecond = 40;

    private const double Burst = 60;

    private readonly ConcurrentDictionary<(string Task, string Path), Bucket> _buckets = new();

    /// <summary>Takes one request; false when the bucket is empty.</summary>
    public bool TryTake(string task, string path) =>
        _buckets.GetOrAdd((task, path), static _ => new Bucket()).TryTake(time.GetTimestamp(), time.TimestampFrequency);

    /// <summary>Forgets the buckets of a task.</summary>
    public void Forget(string task)
    {
        foreach (var key in _buckets.Keys.Where(key => string.Equals(key.Task, task, StringComparison.Ordinal)))
        {
            _buckets.TryRemove(key, out _);
        }
    }

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private double _left = Burst;
        private long _at;

        public bool TryTake(long now, long frequency)
        {
            lock (_lock)
            {
                var elapsed = _at == 0 ? 0 : (double)(now - _at) / frequency;
                _left = Math.Min(Burst, _left + (elapsed * PerSecond));
                _at = now;
                if (_left < 1)
                {
                    return false;
                }

                _left--;
                return true;
            }
        }
    }
}
