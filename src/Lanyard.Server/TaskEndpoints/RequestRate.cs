using System.Collections.Concurrent;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The limit of the task endpoint: a bucket for each task and path, 40 requests a second, 60 at once.</summary>
/// <seealso href="https://github.com/aws/amazon-ecs-agent/blob/master/README.md" />
internal sealed class RequestRate(TimeProvider time)
{
    /// <summary>How many requests a second a bucket regains.</summary>
    public const double PerSecond = 40;

    private const double Burst = 60;
    private const int MostBuckets = 1024;

    private readonly ConcurrentDictionary<(string Task, string Path), Bucket> _buckets = new();

    /// <summary>How many buckets are held.</summary>
    public int Buckets => _buckets.Count;

    /// <summary>Takes one request; false when the bucket is empty.</summary>
    public bool TryTake(string task, string path)
    {
        var now = time.GetTimestamp();
        if (_buckets.TryGetValue((task, path), out var known))
        {
            return known.TryTake(now, time);
        }

        // A task may ask for any number of paths. A bucket that is full again is as good as none.
        if (_buckets.Count >= MostBuckets)
        {
            foreach (var (key, bucket) in _buckets)
            {
                if (bucket.IsFull(now, time))
                {
                    _buckets.TryRemove(key, out _);
                }
            }
        }

        return _buckets.Count < MostBuckets && _buckets.GetOrAdd((task, path), new Bucket(now)).TryTake(now, time);
    }

    private sealed class Bucket(long now)
    {
        private readonly Lock _lock = new();
        private double _left = Burst;
        private long _at = now;

        public bool TryTake(long now, TimeProvider time)
        {
            lock (_lock)
            {
                Refill(now, time);
                if (_left < 1)
                {
                    return false;
                }

                _left--;
                return true;
            }
        }

        public bool IsFull(long now, TimeProvider time)
        {
            lock (_lock)
            {
                Refill(now, time);
                return _left >= Burst;
            }
        }

        private void Refill(long now, TimeProvider time)
        {
            _left = Math.Min(Burst, _left + (time.GetElapsedTime(_at, now).TotalSeconds * PerSecond));
            _at = now;
        }
    }
}
