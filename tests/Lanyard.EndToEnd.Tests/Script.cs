namespace Lanyard.EndToEnd.Tests;

/// <summary>Programs of a test's own.</summary>
internal static class Script
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes a script of the shell that can be run; it is there whole or not at all.</summary>
    public static async Task WriteAsync(string path, string text)
    {
        var next = $"{path}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(next, $"#!/bin/sh\n{text}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(next, Executable);
        }

        File.Move(next, path, overwrite: true);
    }
}
