namespace Lanyard.EndToEnd.Tests;

/// <summary>Clients of AWS that the tests install for themselves, from npm, and use by path.</summary>
internal static class NodePackages
{
    /// <summary>Installs packages, once for a checkout; skips, or fails on CI, where they cannot be had.</summary>
    /// <param name="name">Of the folder: what is in it, so that other versions get another.</param>
    /// <param name="packages">Each with its range of versions.</param>
    /// <returns>The folder that has <c>node_modules</c>.</returns>
    public static async Task<string> InstallAsync(string name, params string[] packages)
    {
        var folder = Checkout.In("artifacts", "clients", name);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        var npm = Machine.Find("npm");
        Machine.Must(npm is not null, "npm is not there, which installs the clients of the tests");
        var unfinished = $"{folder}.{Environment.ProcessId}";
        Directory.CreateDirectory(unfinished);
        var install = await Finished.RunAsync(
            npm!,
            ["install", "--prefix", unfinished, "--no-audit", "--no-fund", "--loglevel=error", .. packages],
            limit: TimeSpan.FromMinutes(5)
        );
        Machine.Must(install.ExitCode == 0, $"npm could not install {string.Join(' ', packages)}: {install.Error}");
        Directory.Move(unfinished, folder);
        return folder;
    }
}
