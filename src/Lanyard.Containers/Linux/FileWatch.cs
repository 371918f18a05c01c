using System.Runtime.InteropServices;

namespace Lanyard.Containers.Linux;

/// <summary>Tells of changes to files and directories as the kernel sees them, for any number of them with one thread.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/inotify.7.html" />
internal sealed unsafe class FileWatch : IDisposable
{
    private const uint Modified = 0x2;
    private const uint ClosedAfterWriting = 0x8;
    private const uint MovedInto = 0x80;
    private const uint Created = 0x100;
    private const uint SelfDeleted = 0x400;
    private const uint QueueOverflow = 0x4000;
    private const int EventHeaderBytes = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, HashSet<FileChanges>> _listeners = [];
    private readonly int _inotify;
    private readonly int _wakeUpRead;
    private readonly int _wakeUpWrite;
    private readonly Thread _thread;
    private bool _isDisposed;

    public FileWatch()
    {
        var ends = stackalloc int[2];
        _inotify = Libc.WatchOpen(Libc.OpenCloseOnExec);
        if (_inotify < 0 || Libc.Pipe(ends, Libc.OpenCloseOnExec) != 0)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"files cannot be watched: {Libc.LastError}");
        }

        (_wakeUpRead, _wakeUpWrite) = (ends[0], ends[1]);
        _thread = new Thread(ReadEvents, maxStackSize: 256 * 1024) { IsBackground = true, Name = "file watch" };
        _thread.Start();
    }

    /// <summary>Begins to listen to changes of these files and, in directories, to files that come into being.</summary>
    public FileChanges Listen(params ReadOnlySpan<string> paths)
    {
        var changes = new FileChanges(this);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var path in paths)
            {
                var mask = Directory.Exists(path) ? MovedInto | Created | ClosedAfterWriting : Modified | SelfDeleted;
                var watch = Libc.WatchAdd(_inotify, path, mask);
                if (watch < 0)
                {
                    var isGone = Marshal.GetLastPInvokeError() == Libc.NoSuchFile;
                    var message = $"`{path}` cannot be watched: {Libc.LastError}";
                    Stop(changes);
                    throw new ContainerException(
                        isGone ? ContainerFault.NotFound : ContainerFault.Unavailable,
                        message
                    );
                }

                changes.Watches.Add(watch);
                if (!_listeners.TryGetValue(watch, out var listeners))
                {
                    _listeners[watch] = listeners = [];
                }

                listeners.Add(changes);
            }
        }

        return changes;
    }

    internal void Stop(FileChanges changes)
    {
        lock (_gate)
        {
            foreach (var watch in changes.Watches)
            {
                if (
                    _listeners.TryGetValue(watch, out var listeners)
                    && listeners.Remove(changes)
                    && listeners.Count == 0
                )
                {
                    _listeners.Remove(watch);
                    _ = _isDisposed ? 0 : Libc.WatchRemove(_inotify, watch);
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            byte wakeUp = 1;
            _ = Libc.Write(_wakeUpWrite, &wakeUp, 1);
        }

        _thread.Join();
        _ = Libc.Close(_inotify);
        _ = Libc.Close(_wakeUpRead);
        _ = Libc.Close(_wakeUpWrite);
    }

    private void ReadEvents()
    {
        var buffer = new byte[16 * 1024];
        var requests = stackalloc Libc.PollRequest[2];
        while (true)
        {
            requests[0] = new Libc.PollRequest { Fd = _inotify, Events = Libc.PollIn };
            requests[1] = new Libc.PollRequest { Fd = _wakeUpRead, Events = Libc.PollIn };
            _ = Libc.Poll(requests, 2, -1);
            if (requests[1].Returned != 0)
            {
                break;
            }

            nint count;
            fixed (byte* pointer = buffer)
            {
                count = requests[0].Returned == 0 ? 0 : Libc.Read(_inotify, pointer, (nuint)buffer.Length);
            }

            if (count > 0)
            {
                Dispatch(buffer.AsSpan(0, (int)count));
            }
        }

        lock (_gate)
        {
            SignalAll();
        }
    }

    private void Dispatch(ReadOnlySpan<byte> events)
    {
        lock (_gate)
        {
            while (events.Length >= EventHeaderBytes)
            {
                var watch = MemoryMarshal.Read<int>(events);
                var mask = MemoryMarshal.Read<uint>(events[4..]);
                var nameBytes = MemoryMarshal.Read<int>(events[12..]);
                events = events[(EventHeaderBytes + nameBytes)..];
                if ((mask & QueueOverflow) != 0)
                {
                    SignalAll();
                }
                else if (_listeners.TryGetValue(watch, out var listeners))
                {
                    foreach (var listener in listeners)
                    {
                        listener.Signal();
                    }
                }
            }
        }
    }

    private void SignalAll()
    {
        foreach (var listener in _listeners.Values.SelectMany(listeners => listeners))
        {
            listener.Signal();
        }
    }
}

/// <summary>Changes that one listener waits for.</summary>
internal sealed class FileChanges(FileWatch watch) : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    internal List<int> Watches { get; } = [];

    /// <summary>Waits until something has changed since listening began or the last wait ended.</summary>
    /// <returns>False when the time is over and nothing has changed.</returns>
    public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _changed.WaitAsync(timeout, cancellationToken);

    public void Dispose()
    {
        watch.Stop(this);
        _changed.Dispose();
    }

    /// <summary>Called under the watch's lock.</summary>
    internal void Signal()
    {
        if (_changed.CurrentCount == 0)
        {
            _changed.Release();
        }
    }
}
