using System.Globalization;

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
        var words = AfterName(processId);
        return words.Length <= Start || words[State] is "Z" or "X" ? "" : $"{processId} {words[Start]}";
    }

    /// <summary>The process of this identity runs: its number alone may be another's by now.</summary>
    public static bool IsRunning(string identity) =>
        ProcessIdOf(identity) is { } processId && Identify(processId) == identity;

    /// <summary>The number in an identity; null when it is empty.</summary>
    public static int? ProcessIdOf(string identity) =>
        int.TryParse(identity.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The path of the program that a process runs, as the kernel knows it; empty when it has ended.</summary>
    public static string ProgramOf(int processId) => new FileInfo($"/proc/{processId}/exe").LinkTarget ?? "";

    private static string[] AfterName(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
