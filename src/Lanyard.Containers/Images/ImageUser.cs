namespace Lanyard.Containers.Images;

/// <summary>Who a container runs as, in numbers, read from the image's own <c>/etc/passwd</c> and <c>/etc/group</c>.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">The primary group.</param>
/// <param name="AdditionalGids">The other groups the user is a member of; empty when a group was named.</param>
/// <param name="Home">The home directory; <c>/</c> when the image does not know the user.</param>
public sealed record ImageUser(uint Uid, uint Gid, IReadOnlyList<uint> AdditionalGids, string Home)
{
    /// <summary>Resolves <c>user[:group]</c>, each by name or number; empty is root.</summary>
    /// <param name="root">The root of the container's file system; links in it are followed inside it only.</param>
    /// <exception cref="ContainerException">NotFound: no such user or group in the image. Invalid: a number out of range.</exception>
    public static ImageUser Resolve(string root, string user) => throw new NotSupportedException();
}
