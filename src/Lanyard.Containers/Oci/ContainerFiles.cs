using System.Globalization;
using System.Text;
using System.Text.Json;
using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>The files of a container: its bundle, its record, its output and how it ended.</summary>
internal sealed class ContainerFiles(string stateDirectory, string runtimeRoot, string id)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Id { get; } = id;

    public string Directory { get; } = Path.Combine(ContainersDirectory(stateDirectory), id);

    public string Config => Path.Combine(Directory, "config.json");

    public string Hosts => Path.Combine(Directory, "hosts");

    public string ResolvConf => Path.Combine(Directory, "resolv.conf");

    public string Hostname => Path.Combine(Directory, "hostname");

    public string Output => Path.Combine(Directory, "output");

    public string ProcessId => Path.Combine(Directory, "pid");

    public string KeeperProcessId => Path.Combine(Directory, "keeper.pid");

    public string ExitDirectory => Path.Combine(Directory, "exit");

    /// <summary>Where the runtime keeps its own state of all containers.</summary>
    public string RuntimeRoot { get; } = runtimeRoot;

    private string RemovedDirectory { get; } = Path.Combine(stateDirectory, "removed");

    private string ExitCode => Path.Combine(ExitDirectory, Id);

    private string Maker => Path.Combine(Directory, "maker");

    private string Record => Path.Combine(Directory, "container.json");

    /// <summary>The pipe that both runtimes keep until the container is started: its command waits at the other end.</summary>
    public string StartPipe => Path.Combine(RuntimeRoot, Id, "exec.fifo");

    public static string ContainersDirectory(string stateDirectory) => Path.Combine(stateDirectory, "containers");

    public void Create()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            throw new ContainerException(ContainerFault.Conflict, $"there is a container `{Id}` already");
        }

        System.IO.Directory.CreateDirectory(Directory, OwnerOnly);
        System.IO.Directory.CreateDirectory(ExitDirectory, OwnerOnly);
        MakeRuntimeRoot();
        File.WriteAllText(Maker, LinuxProcess.Identify(Environment.ProcessId));
        File.WriteAllBytes(Output, []);
    }

    /// <summary>Says that the container is made: until then no other server takes it up, or for lost.</summary>
    public void Finish() => File.Delete(Maker);

    /// <summary>A server that is there still is about to make it.</summary>
    public bool IsBeingMade()
    {
        try
        {
            return LinuxProcess.IsRunning(File.ReadAllText(Maker));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    public void Delete()
    {
        DeleteIfThere(Path.Combine(RuntimeRoot, Id));
        DeleteIfEmpty(RuntimeRoot);
        if (System.IO.Directory.Exists(Directory))
        {
            // Out of sight first, so that nobody finds half a container, or puts a file into it.
            var removed = Path.Combine(RemovedDirectory, Id);
            System.IO.Directory.CreateDirectory(RemovedDirectory, OwnerOnly);
            DeleteIfThere(removed);
            System.IO.Directory.Move(Directory, removed);
            DeleteIfThere(removed);
        }
    }

    // Who removes the last container removes this too, perhaps before it is opened, or while .NET looks whether what it could
    // not make is there (an IOException): then it is made again.
    private void MakeRuntimeRoot()
    {
        const int MostAttempts = 100;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                DirectoryTree.MakePrivate(RuntimeRoot);
                return;
            }
            catch (ContainerException gone)
                when (attempt < MostAttempts
                    && (gone.Kind == ContainerFault.NotFound || gone.InnerException is IOException)
                )
            {
                // Each attempt takes a removal at just that moment, so they come to an end.
            }
        }
    }

    private static void DeleteIfThere(string directory)
    {
        if (System.IO.Directory.Exists(directory))
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }

    // The runtime makes it again, should a container be made at this moment.
    private static void DeleteIfEmpty(string directory)
    {
        try
        {
            System.IO.Directory.Delete(directory);
        }
        catch (IOException)
        {
            // It is not empty, or not there.
        }
    }

    public void Write(BundleRecord record)
    {
        var next = Record + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(record, ContainerJson.Default.BundleRecord));
        File.Move(next, Record, overwrite: true);
    }

    /// <summary>The record; null when there is no such container, or only the beginnings of one.</summary>
    public BundleRecord? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(Record), ContainerJson.Default.BundleRecord);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Its first process, by number and start; empty when there is none.</summary>
    public string IdentifyProcess() => Identify(ProcessId);

    /// <summary>Its conmon, likewise.</summary>
    public string IdentifyKeeper() => Identify(KeeperProcessId);

    /// <summary>The record of a container that was just made, with its processes.</summary>
    public BundleRecord WithProcesses(BundleRecord record)
    {
        var process = IdentifyProcess();
        return record with
        {
            Keeper = IdentifyKeeper(),
            Process = process,
            Gatekeeper = LinuxProcess.ProcessIdOf(process) is { } processId ? LinuxProcess.ProgramOf(processId) : "",
        };
    }

    /// <summary>The exit code and when it was written; null while there is none.</summary>
    public (int Code, DateTimeOffset At)? ReadExit() =>
        ReadNumber(ExitCode) is { } code
            ? (code, new DateTimeOffset(File.GetLastWriteTimeUtc(ExitCode), TimeSpan.Zero))
            : null;

    /// <summary>Says how it ended, in conmon's stead.</summary>
    public void WriteExit(int code)
    {
        var next = Path.Combine(Directory, "exit.next");
        try
        {
            File.WriteAllText(next, code.ToString(CultureInfo.InvariantCulture));
            File.Move(next, ExitCode, overwrite: true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // It was removed meanwhile, or another has said so.
        }
    }

    private static string Identify(string pidFile) =>
        ReadNumber(pidFile) is > 1 and var processId ? LinuxProcess.Identify(processId) : "";

    private static int? ReadNumber(string path)
    {
        try
        {
            var text = File.ReadAllText(path, Encoding.ASCII).AsSpan().Trim();
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
