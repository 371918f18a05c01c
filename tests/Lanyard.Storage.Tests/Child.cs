using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lanyard.Storage.Disk;
using Lanyard.Storage.Sqlite;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests;

/// <summary>A second process that holds a data directory and commits to it until it is killed.</summary>
public sealed class Child : IDisposable
{
    /// <summary>The argument that makes the test program the child.</summary>
    public const string Command = "commit-until-killed";

    /// <summary>How many writers it has.</summary>
    public const int Writers = 4;

    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a child on a data directory.</summary>
    public static Child Start(string directory)
    {
        // Either the tests' own executable or the `dotnet` that was given their assembly.
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        if (string.Equals(Path.GetFileNameWithoutExtension(program), "dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(directory);
        return new Child(Process.Start(start)!);
    }

    /// <summary>Reads an acknowledgement: the writer and how many commits of its own it knows to be done.</summary>
    public async Task<(int Writer, int Commits)?> ReadAcknowledgementAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken);

        // A line without its end was cut off by the kill: its writer and count may lack digits.
        if (line is null || !line.EndsWith('.'))
        {
            return null;
        }

        var parts = line.TrimEnd('.').Split(' ');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>SIGKILL, or what the system has like it.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Eventually.Limit), "the child did not end when it was killed");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    /// <summary>What the child does.</summary>
    public static async Task<int> CommitUntilKilledAsync(string path, CancellationToken cancellationToken)
    {
        using var directory = DataDirectory.Open(path);
        await using var store = directory.OpenStore();
        await using var output = Console.OpenStandardOutput();
        var writers = Enumerable
            .Range(0, Writers)
            .Select(writer => Task.Run(() => CommitAsync(store, writer, output, cancellationToken), cancellationToken));
        await Task.WhenAll(writers);
        return 0;
    }

    private static async Task CommitAsync(
        SqliteStore store,
        int writer,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        for (var n = 1; ; n++)
        {
            var value = BitConverter.GetBytes(n);
            await store.CommitAsync(
                new StoreBatch()
                    .Put("counters", $"{writer}", value)
                    .Put("records", $"{writer}/{n}", value)
                    .Append($"stream {writer}", value),
                cancellationToken
            );

            // One write a line, so that lines of different writers do not mix.
            var line = Encoding.ASCII.GetBytes($"{writer} {n}.\n");
            lock (output)
            {
                output.Write(line);
            }
        }
    }
}
