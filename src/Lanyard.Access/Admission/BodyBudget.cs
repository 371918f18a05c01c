namespace Lanyard.Access.Admission;

/// <summary>
/// How many bytes of bodies are held in memory at a time: by all callers together, and by each peer, so that one task that sends slowly
/// and much leaves room for the others.
/// </summary>
/// <param name="most">The bytes of all.</param>
/// <param name="mostOfOne">The bytes of one peer: a task's link, or an address.</param>
public sealed class BodyBudget(long most = BodyBudget.Most, long mostOfOne = BodyBudget.MostOfOne)
{
    private const long MiB = 1024 * 1024;

    /// <summary>What is held at the most: some parts of layers at once, and a small share of a small machine.</summary>
    public const long Most = 256 * MiB;

    /// <summary>What one peer has of it: as many parts of a layer as Docker sends at once.</summary>
    public const long MostOfOne = 128 * MiB;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private long _all;

    /// <summary>What is held at the moment, in bytes.</summary>
    public long Held => Volatile.Read(ref _all);

    /// <summary>Takes bytes for a peer; false, and nothing is taken, when there are not so many left.</summary>
    public bool TryTake(string peer, long bytes)
    {
        lock (_lock)
        {
            var held = _held.GetValueOrDefault(peer);
            if (_all + bytes > most || held + bytes > mostOfOne)
            {
                return false;
            }

            _held[peer] = held + bytes;
            _all += bytes;
            return true;
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Give(string peer, long bytes)
    {
        lock (_lock)
        {
            _all -= bytes;
            if ((_held[peer] -= bytes) == 0)
            {
                _held.Remove(peer);
            }
        }
    }
}
