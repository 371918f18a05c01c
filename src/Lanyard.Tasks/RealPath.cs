namespace Lanyard.Tasks;

/// <summary>A path without <c>.</c>, <c>..</c> and symbolic links; what is not there stands for itself.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/realpath.3.html" />
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Resolves an absolute path.</summary>
    /// <exception cref="IOException">Links that lead nowhere but to each other, or a disk that cannot be read.</exception>
    public static string Of(string path)
    {
        var resolved = "/";
        var links = 0;
        var left = new Stack<string>();
        Push(left, path);
        while (left.TryPop(out var name))
        {
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? "/";
                continue;
            }

            var next = Path.Combine(resolved, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"too many symbolic links in `{path}`");
            }

            resolved = target.StartsWith('/') ? "/" : resolved;
            Push(left, target);
        }

        return resolved;
    }

    private static void Push(Stack<string> left, string path)
    {
        foreach (var name in path.Split('/').Where(name => name is not ("" or ".")).Reverse())
        {
            left.Push(name);
        }
    }
}
