using System.Text.Json;

namespace Lanyard.Containers.Oci;

/// <summary>What a runtime writes when it fails, as exceptions.</summary>
internal static class RuntimeErrors
{
    private static readonly string[] CommandFaults =
    [
        "executable file not found in $PATH",
        "no such file or directory: unknown",
        "exec: ",
        "exec format error",
        "is a directory",
        "chdir to cwd",
        "executable file `", // crun
    ];

    /// <summary>The failure that these lines, as JSON or as text, tell of.</summary>
    public static ContainerException Of(string output)
    {
        var message = Message(output);
        return new ContainerException(KindOf(message), message);
    }

    private static ContainerFault KindOf(string message)
    {
        if (CommandFaults.Any(fault => message.Contains(fault, StringComparison.OrdinalIgnoreCase)))
        {
            return ContainerFault.Invalid;
        }

        return message.Contains("not permitted", StringComparison.OrdinalIgnoreCase) ? ContainerFault.NotPermitted
            : message.Contains("does not exist", StringComparison.OrdinalIgnoreCase) ? ContainerFault.NotFound
            : ContainerFault.Unavailable;
    }

    // Lines such as {"level":"error","msg":"runc create failed: …","time":"…"}; the last error is the outermost.
    private static string Message(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            if (lines[i].StartsWith('{') && TryReadMessage(lines[i]) is { Length: > 0 } message)
            {
                return message;
            }
        }

        return lines.Length > 0 ? string.Join("; ", lines) : "the runtime failed and said nothing";
    }

    private static string? TryReadMessage(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.TryGetProperty("msg", out var message) ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Does something with files, and says of their faults, such as a full disk, what could not be done for them.</summary>
    public static async Task GuardAsync(string failure, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"{failure}: {fault.Message}", fault);
        }
    }
}
