using System.Buffers;

namespace Lanyard.Containers;

/// <summary>What the ids of containers, groups and networks may be: they are names of files.</summary>
internal static class ContainerIds
{
    private const int LongestId = 128;
    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
    );

    /// <summary>Lets an id pass.</summary>
    /// <exception cref="ContainerException">Invalid: it is not one.</exception>
    public static void Check(string id)
    {
        if (id.Length is 0 or > LongestId || id[0] is '.' or '-' || id.AsSpan().ContainsAnyExcept(Characters))
        {
            throw new ContainerException(
                ContainerFault.Invalid,
                $"`{id}` is not an id: expected up to {LongestId} letters, digits, `_`, `.` and `-`, not beginning with the last two"
            );
        }
    }
}
