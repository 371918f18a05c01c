namespace Lanyard.Containers.Images.Layers;

/// <summary>One entry of a tar file, long names and extended headers already applied.</summary>
internal sealed record TarEntry
{
    public required TarEntryKind Kind { get; init; }

    /// <summary>The name as written, a <see cref="Files.RawName" />.</summary>
    public required string Name { get; init; }

    /// <summary>Where a link points, a <see cref="Files.RawName" />; empty for others.</summary>
    public string LinkName { get; init; } = "";

    public char TypeFlag { get; init; }

    /// <summary>Permission bits with setuid, setgid and sticky.</summary>
    public uint Mode { get; init; }

    public uint Uid { get; init; }

    public uint Gid { get; init; }

    /// <summary>Bytes of content; 0 for all but files.</summary>
    public long Size { get; init; }

    public long ModifiedSeconds { get; init; }

    public long ModifiedNanoseconds { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    /// <summary>Extended attributes by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Attributes { get; init; } = NoAttributes;

    /// <summary>Where the content begins in the tar file.</summary>
    public long ContentOffset { get; init; }

    private static readonly Dictionary<string, byte[]> NoAttributes = new(StringComparer.Ordinal);
}

/// <summary>What a tar entry makes.</summary>
internal enum TarEntryKind
{
    File,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,

    /// <summary>Something that has no meaning in an image; <see cref="TarEntry.TypeFlag" /> says what.</summary>
    Other,
}
