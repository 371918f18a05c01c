using System.Formats.Tar;
using CsCheck;
using Lanyard.Containers.Images.Layers;

namespace Lanyard.Containers.Tests.Images.Layers;

/// <summary>Layers made of random entries whose names and targets are chosen to escape.</summary>
public sealed class HostileLayerTests
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "..", ".", "", ".wh.a", ".wh..wh..opq", "outside")
        .Array[1, 4]
        .Select(parts => string.Join('/', parts))
        .Where(name => name.Length > 0);

    private static readonly Gen<Func<LayerTar, LayerTar>> Entry = Gen.Select(
        Gen.Int[0, 4],
        Name,
        Name,
        Gen.Bool,
        (kind, name, target, isAbsolute) =>
        {
            var to = isAbsolute ? "/" + target : target;
            return new Func<LayerTar, LayerTar>(tar =>
                kind switch
                {
                    0 => tar.Directory(name + "/"),
                    1 => tar.SymbolicLink(name, to),
                    2 => tar.HardLink(name, to),
                    3 => tar.Entry(new PaxTarEntry(TarEntryType.Fifo, name), (UnixFileMode)0x1FF),
                    _ => tar.File(name, "evil"),
                }
            );
        }
    );

    public HostileLayerTests() => Requires.Root();

    [Fact]
    public void Nothing_outside_the_layer_is_made_changed_or_linked()
    {
        Entry
            .Array[1, 12]
            .Sample(
                entries =>
                {
                    using var parent = new TemporaryDirectory();
                    parent.Write("outside/secret", "secret");
                    var layer = parent.Make("layer");
                    var before = Snapshot(parent.Path);

                    TryUnpack(entries, layer);

                    return before.SequenceEqual(Snapshot(parent.Path), StringComparer.Ordinal);
                },
                iter: 300,
                threads: 1
            );
    }

    private static void TryUnpack(Func<LayerTar, LayerTar>[] entries, string layer)
    {
        var tar = entries.Aggregate(new LayerTar(), (made, add) => add(made)).ToArray();
        try
        {
            LayerUnpacker.Unpack(new MemoryStream(tar), layer, TestContext.Current.CancellationToken);
        }
        catch (ContainerException fault) when (fault.Kind == ContainerFault.Invalid)
        {
            // Refused, which is one of the two right answers.
        }
    }

    /// <summary>All names beside the layer, with what a write, a link or a change of owner would alter.</summary>
    private static List<string> Snapshot(string parent)
    {
        var seen = new List<string>();
        foreach (var directory in (string[])[parent, Path.Combine(parent, "outside")])
        {
            using var handle = Lanyard.Containers.Images.Files.DirectoryTree.OpenDirectory(directory);
            foreach (var name in Lanyard.Containers.Images.Files.DirectoryTree.NamesIn(handle))
            {
                var status = Lanyard.Containers.Images.Files.RootDirectory.StatusOf(handle, name);
                seen.Add(
                    name == "layer"
                        ? name
                        : $"{name} {status?.Uid} {status?.Permissions} {status?.LinkCount} {status?.Size} {status?.ModifiedSeconds}"
                );
            }
        }

        return seen;
    }
}
