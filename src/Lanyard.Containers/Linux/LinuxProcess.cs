namespace Lanyard.Containers.Linux;

/// <summary>Processes of this machine, ours or not.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html" />
internal static class LinuxProcess
{
    /// <summary>The number and when it began: together they are no other process's. Empty when it has ended.</summary>
    public static string Identify(int processId)
    {
        // 4711 (name, perhaps with spaces) S 1 … : the state is the first word after the name, the start the twentieth.
        const int State = 0;
        const int Start = 19;
        var words = AfterName(processId, out _);
        return words.Length <= Start || words[State] is "Z" or "X" ? "" : $"{processId} {words[Start]}";
    }

    /// <summary>It runs, and this program: the number of one that has ended may be another's by now.</summary>
    public static bool IsRunning(int processId, string program)
    {
        var words = AfterName(processId, out var name);
        return words.Length > 0
            && words[0] is not ("Z" or "X")
            && string.Equals(name, program, StringComparison.Ordinal);
    }

    private static string[] AfterName(int processId, out string name)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var (begin, end) = (stat.IndexOf('('), stat.LastIndexOf(')'));
            name = stat[(begin + 1)..end];
            return stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            name = "";
            return [];
        }
    }
}
