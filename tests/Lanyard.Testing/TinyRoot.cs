using System.Diagnostics;

namespace Lanyard.Testing;

/// <summary>A root file system of a few programs of this machine and the libraries they need, for containers of tests.</summary>
public sealed class TinyRoot : IDisposable
{
    private static readonly string[] Programs =
    [
        "sh",
        "bash",
        "cat",
        "sleep",
        "id",
        "head",
        "ls",
        "touch",
        "env",
        "pwd",
    ];

    private readonly TemporaryDirectory _directory = new();

    private TinyRoot()
    {
        if (!OperatingSystem.IsWindows())
        {
            // Users other than root look in too.
            File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
        }

        foreach (var name in (string[])["proc", "sys", "dev", "etc", "tmp", "bin"])
        {
            Directory.CreateDirectory(_directory[name]);
        }

        Directory.CreateDirectory(_directory["work"]);
        File.WriteAllText(
            _directory["etc/passwd"],
            "root:x:0:0:root:/root:/bin/sh\nworker:x:1234:2345::/work:/bin/sh\n"
        );
        File.WriteAllText(_directory["etc/group"], "root:x:0:\nworkers:x:2345:\nhelpers:x:3456:worker\n");
        foreach (var program in Programs)
        {
            CopyProgram($"/bin/{program}", $"bin/{program}");
        }

        CopyPerl();
    }

    /// <summary>The directory.</summary>
    public string Path => _directory.Path;

    /// <summary>It has <c>/bin/perl</c>, with which containers of tests listen, connect and use memory.</summary>
    public bool HasPerl => File.Exists(_directory["bin/perl"]);

    /// <summary>Makes one.</summary>
    public static TinyRoot Create() => new();

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    private void CopyPerl()
    {
        // The small perl that Debian and Ubuntu always have, with the modules that come with it.
        if (!File.Exists("/usr/bin/perl"))
        {
            return;
        }

        CopyProgram("/usr/bin/perl", "bin/perl");
        foreach (
            var modules in Directory.EnumerateDirectories(
                "/usr/lib",
                "perl-base",
                new EnumerationOptions
                {
                    RecurseSubdirectories = true,
                    MaxRecursionDepth = 2,
                    IgnoreInaccessible = true,
                }
            )
        )
        {
            foreach (var file in Directory.EnumerateFiles(modules, "*", SearchOption.AllDirectories))
            {
                Copy(file, file);
            }
        }
    }

    private void CopyProgram(string source, string target)
    {
        Copy(source, target);
        foreach (var library in Libraries(source))
        {
            Copy(library, library);
        }
    }

    private void Copy(string source, string target)
    {
        var destination = System.IO.Path.Combine(_directory.Path, target.TrimStart('/'));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(destination)!);
        if (!File.Exists(destination))
        {
            File.Copy(new FileInfo(source).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? source, destination);
        }
    }

    private static IEnumerable<string> Libraries(string program)
    {
        var start = new ProcessStartInfo("ldd", [program]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(Eventually.Limit))
        {
            throw new TimeoutException($"waited for the end of ldd {program}");
        }

        return output
            .Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith('/'));
    }
}
