namespace Lanyard.Containers.Oci;

/// <summary>The two programs that containers are run with.</summary>
/// <param name="RuntimePath">crun, runc or another with their command line.</param>
/// <param name="KeeperPath">conmon.</param>
internal sealed record OciTools(string RuntimePath, string KeeperPath)
{
    private static readonly string[] Directories =
    [
        "/usr/local/sbin",
        "/usr/local/bin",
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
    ];

    // The first is tried first: runc is what ECS runs, and its messages are what ECS shows.
    private static readonly string[] Runtimes = ["runc", "crun"];

    /// <summary>The pairs that are there, in the order to try them; none when a part is missing.</summary>
    public static IReadOnlyList<OciTools> Find(OciOptions options)
    {
        var keeper = FindKeeper(options);
        return keeper is null ? [] : [.. FindRuntimes(options).Select(runtime => new OciTools(runtime, keeper))];
    }

    /// <summary>What is not there, by the names of packages.</summary>
    public static IReadOnlyList<string> Missing(OciOptions options)
    {
        List<string> missing = [];
        if (!FindRuntimes(options).Any())
        {
            missing.Add(options.Runtime == "auto" ? "runc" : options.Runtime);
        }

        if (FindKeeper(options) is null)
        {
            missing.Add("conmon");
        }

        return missing;
    }

    /// <summary>The command that installs these packages on this machine.</summary>
    public static string InstallCommand(IReadOnlyList<string> packages)
    {
        var names = string.Join(' ', packages.Select(Path.GetFileName));
        return FindProgram("apt-get") is not null ? $"apt-get install -y {names}"
            : FindProgram("dnf") is not null ? $"dnf install -y {names}"
            : FindProgram("zypper") is not null ? $"zypper install -y {names}"
            : FindProgram("pacman") is not null ? $"pacman -S --noconfirm {names}"
            : "";
    }

    private static IEnumerable<string> FindRuntimes(OciOptions options)
    {
        IEnumerable<string> names = options.Runtime == "auto" ? Runtimes : [options.Runtime];
        return names.Select(FindProgram).OfType<string>();
    }

    private static string? FindKeeper(OciOptions options) =>
        FindProgram(options.Keeper.Length > 0 ? options.Keeper : "conmon");

    private static string? FindProgram(string nameOrPath) =>
        Path.IsPathRooted(nameOrPath)
            ? (File.Exists(nameOrPath) ? nameOrPath : null)
            : Directories.Select(directory => Path.Combine(directory, nameOrPath)).FirstOrDefault(File.Exists);
}
