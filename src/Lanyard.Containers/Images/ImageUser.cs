using System.Globalization;
using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Images;

/// <summary>Who a container runs as, in numbers, read from the image's own <c>/etc/passwd</c> and <c>/etc/group</c>.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The primary group.</param>
/// <param name="AdditionalGids">The other groups the user is a member of; empty when a group was named.</param>
/// <param name="Home">The home directory; <c>/</c> when the image does not know the user.</param>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties" />
/// <seealso href="https://pkg.go.dev/github.com/moby/sys/user#GetExecUser" />
public sealed record ImageUser(uint Uid, uint Gid, IReadOnlyList<uint> AdditionalGids, string Home)
{
    private const int LongestFile = 16 * 1024 * 1024;

    /// <summary>Resolves <c>user[:group]</c>, each by name or number; empty is root.</summary>
    /// <param name="root">The root of the container's file system; links in it are followed inside it only.</param>
    /// <exception cref="ContainerException">NotFound: no such user or group in the image. Invalid: a number out of range.</exception>
    public static ImageUser Resolve(string root, string user)
    {
        using var files = RootDirectory.Open(root);
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        var wantedUser = colon < 0 ? user : user[..colon];
        var wantedGroup = colon < 0 ? "" : user[(colon + 1)..];

        var account = FindAccount(files, wantedUser);
        var resolved = account is null
            ? new ImageUser(NumberOf(wantedUser, "user", "/etc/passwd"), 0, [], "/")
            : new ImageUser(account.Uid, account.Gid, [], account.Home);
        if (wantedGroup.Length > 0)
        {
            var group = Groups(files).FirstOrDefault(group => group.Is(wantedGroup));
            return resolved with { Gid = group?.Gid ?? NumberOf(wantedGroup, "group", "/etc/group") };
        }

        return account is null
            ? resolved
            : resolved with
            {
                AdditionalGids =
                [
                    .. Groups(files)
                        .Where(group => group.Members.Contains(account.Name, StringComparer.Ordinal))
                        .Select(group => group.Gid)
                        .Distinct(),
                ],
            };
    }

    private static Account? FindAccount(RootDirectory files, string wanted) =>
        Lines(files, "/etc/passwd")
            .Select(Account.Parse)
            .OfType<Account>()
            .FirstOrDefault(account => wanted.Length == 0 ? account.Uid == 0 : account.Is(wanted))
        ?? (wanted.Length == 0 ? new Account("root", 0, 0, "/") : null);

    private static IEnumerable<Group> Groups(RootDirectory files) =>
        Lines(files, "/etc/group").Select(Group.Parse).OfType<Group>();

    private static uint NumberOf(string wanted, string what, string file)
    {
        // The kernel's ids are unsigned, but runtimes take signed ones.
        if (wanted.Length == 0 || wanted.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw new ContainerException(
                ContainerFault.NotFound,
                $"unable to find {what} `{wanted}`: no matching entries in the image's `{file}`"
            );
        }

        return int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (uint)number
            : throw new ContainerException(
                ContainerFault.Invalid,
                $"the {what} `{wanted}` is out of range: 0 to {int.MaxValue}"
            );
    }

    private static List<string> Lines(RootDirectory files, string name)
    {
        var lines = new List<string>();
        if (files.OpenFile(name) is not { } handle)
        {
            return lines;
        }

        using var stream = new FileStream(handle, FileAccess.Read);
        if (stream.Length > LongestFile)
        {
            throw new ContainerException(ContainerFault.Invalid, $"the image's `{name}` has {stream.Length} bytes");
        }

        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line.Trim());
        }

        return lines;
    }

    private static bool IsNameOrNumber(string wanted, string name, uint number) =>
        wanted == name || wanted == number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A line of <c>/etc/passwd</c>: name, password, uid, gid, comment, home, shell.</summary>
    private sealed record Account(string Name, uint Uid, uint Gid, string Home)
    {
        public bool Is(string wanted) => IsNameOrNumber(wanted, Name, Uid);

        public static Account? Parse(string line) =>
            line.Split(':') is [{ Length: > 0 } name, _, var uid, var gid, ..] fields
            && uint.TryParse(uid, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && uint.TryParse(gid, NumberStyles.None, CultureInfo.InvariantCulture, out var group)
                ? new Account(name, user, group, fields is [_, _, _, _, _, { Length: > 0 } home, ..] ? home : "/")
                : null;
    }

    /// <summary>A line of <c>/etc/group</c>: name, password, gid, members.</summary>
    private sealed record Group(string Name, uint Gid, string[] Members)
    {
        public bool Is(string wanted) => IsNameOrNumber(wanted, Name, Gid);

        public static Group? Parse(string line) =>
            line.Split(':') is [{ Length: > 0 } name, _, var gid, ..] fields
            && uint.TryParse(gid, NumberStyles.None, CultureInfo.InvariantCulture, out var group)
                ? new Group(name, group, fields.Length > 3 ? fields[3].Split(',', StringSplitOptions.TrimEntries) : [])
                : null;
    }
}
