using System.Globalization;

namespace Lanyard.Server.Composition;

/// <summary>Says who listens on a port of this machine, as far as this user may see it.</summary>
/// <seealso href="https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html" />
internal static class PortHolder
{
    private const string Listening = "0A";

    /// <summary>The program and its process, as in <c>`nginx` (process 4711)</c>; null when it is not to be found.</summary>
    public static string? Find(int port)
    {
        var sockets = ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
            .SelectMany(table => InodesOf(table, port))
            .Select(inode => $"socket:[{inode}]")
            .ToHashSet(StringComparer.Ordinal);
        return sockets.Count == 0
            ? null
            : Try(() => Directory.EnumerateDirectories("/proc"), [])
                .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && Holds(process, sockets))
                .Select(Describe)
                .FirstOrDefault();
    }

    // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode …, where an address is `0100007F:11D6`.
    private static IEnumerable<string> InodesOf(string table, int port)
    {
        const int Local = 1;
        const int State = 3;
        const int Inode = 9;
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return Try(() => File.ReadAllLines(table), [])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words =>
                words.Length > Inode
                && words[State] is Listening
                && words[Local].EndsWith(suffix, StringComparison.Ordinal)
            )
            .Select(words => words[Inode]);
    }

    private static bool Holds(string process, HashSet<string> sockets) =>
        Try(() => Directory.GetFiles($"{process}/fd"), [])
            .Any(file => Try(() => new FileInfo(file).LinkTarget, null) is { } target && sockets.Contains(target));

    private static string Describe(string process) =>
        $"`{Try(() => File.ReadAllText($"{process}/comm"), "?").Trim()}` (process {Path.GetFileName(process)})";

    // Processes end, and those of others may not be looked at.
    private static T Try<T>(Func<T> read, T otherwise)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return otherwise;
        }
    }
}
