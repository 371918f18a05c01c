using System.Globalization;
using System.Runtime.Versioning;
using Lanyard.Storage.Disk;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests.Disk;

/// <summary>Who holds a data directory, and what is in it after its holder was killed.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_is_held_from_its_opening_to_its_end()
    {
        var before = DataDirectory.IsHeld(_directory["data"]);
        using (DataDirectory.Open(_directory["data"]))
        {
            Assert.True(DataDirectory.IsHeld(_directory["data"]));
        }

        Assert.False(before);
        Assert.False(DataDirectory.IsHeld(_directory["data"]));
    }

    [Fact]
    public void Asking_whether_a_directory_is_held_does_not_hold_it()
    {
        DataDirectory.Open(_directory["data"]).Dispose();
        DataDirectory.IsHeld(_directory["data"]);

        using var data = DataDirectory.Open(_directory["data"]);

        Assert.True(DataDirectory.IsHeld(_directory["data"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_database_that_is_missing_or_empty_beside_blobs_is_refused_and_not_begun_anew(bool isEmpty)
    {
        using (var data = DataDirectory.Open(_directory["data"]))
        {
            Directory.CreateDirectory(data.BlobsPath);
            File.WriteAllText(Path.Combine(data.BlobsPath, "blob"), "something");
            if (isEmpty)
            {
                File.WriteAllText(data.DatabasePath, "");
            }
        }

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));

        Assert.Equal(StoreFault.NotFound, e.Kind);
        Assert.Contains("missing or empty, though there are blobs beside it", e.Message, StringComparison.Ordinal);
        Assert.False(DataDirectory.IsHeld(_directory["data"]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void An_empty_directory_that_others_may_list_is_closed_to_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");
        Open("data");

        using var data = DataDirectory.Open(_directory["data"]);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_directory_of_the_servers_that_was_opened_to_others_is_closed_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");
        using (var before = DataDirectory.Open(_directory["data"]))
        {
            await before.OpenStore().DisposeAsync();
        }

        File.SetUnixFileMode(_directory["data"], OpenToOthers);

        using var data = DataDirectory.Open(_directory["data"]);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(data.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_directory_of_other_things_that_others_may_list_is_refused_and_left_as_it_is()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");
        Open("data");
        File.WriteAllText(_directory["data/lock"], "of somebody else's");
        var mode = File.GetUnixFileMode(_directory["data"]);

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));

        Assert.Contains("is open to others", e.Message, StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(_directory["data"]));
        Assert.Equal([_directory["data/lock"]], Directory.EnumerateFileSystemEntries(_directory["data"]));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_directory_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");

        using var data = DataDirectory.Open(_directory["new/data"]);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(data.Path)
        );
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_database_and_the_blobs_are_for_their_owner_alone_even_in_an_open_directory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");
        Directory.CreateDirectory(_directory["data"], (UnixFileMode)0b111_101_101);

        using var data = DataDirectory.Open(_directory["data"]);
        await using var store = data.OpenStore();
        data.OpenBlobs();
        await store.PutAsync("roles", "web", default, cancellationToken: Ended);

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        string[] paths = [data.DatabasePath, $"{data.DatabasePath}-wal", data.KeyPath, data.BlobsPath];
        Assert.All(paths, path => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(path) & Others));
    }

    [Fact]
    public async Task Everything_in_a_new_directory_opens()
    {
        using var data = DataDirectory.Open(_directory["data"]);

        await using var store = data.OpenStore();
        var blobs = data.OpenBlobs();
        var sealer = data.OpenSealer();

        Assert.Equal(0, store.Generation);
        Assert.Empty(await blobs.ListAsync(Ended).ToListAsync(Ended));
        Assert.Equal([1], sealer.Open(sealer.Seal([1], "p"), "p"));
    }

    [Fact]
    public void The_key_stays_the_same_over_a_restart()
    {
        byte[] value;
        using (var before = DataDirectory.Open(_directory["data"]))
        {
            value = before.OpenSealer().Seal([1], "p");
        }

        using var after = DataDirectory.Open(_directory["data"]);

        Assert.Equal([1], after.OpenSealer().Open(value, "p"));
    }

    [Fact]
    public async Task A_lost_key_is_not_replaced_behind_the_database()
    {
        using (var before = DataDirectory.Open(_directory["data"]))
        {
            await before.OpenStore().DisposeAsync();
            File.Delete(before.KeyPath);
        }

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));

        Assert.Equal(StoreFault.NotFound, e.Kind);
    }

    [Fact]
    public void A_second_holder_is_refused_and_told_who_the_first_is()
    {
        using var first = DataDirectory.Open(_directory["data"]);

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));

        Assert.Equal(StoreFault.Held, e.Kind);
        Assert.Contains(
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
            e.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_directory_can_be_held_again_when_it_was_let_go()
    {
        DataDirectory.Open(_directory["data"]).Dispose();

        using var second = DataDirectory.Open(_directory["data"]);

        Assert.True(File.Exists(second.KeyPath));
    }

    [Fact]
    public void A_refused_opening_lets_go()
    {
        Directory.CreateDirectory(_directory["data"]);
        File.WriteAllText(_directory["data/lanyard.db"], "");
        Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));
        File.Delete(_directory["data/lanyard.db"]);

        using var second = DataDirectory.Open(_directory["data"]);

        Assert.True(File.Exists(second.KeyPath));
    }

    [Fact]
    public void A_path_that_is_a_file_is_unavailable()
    {
        File.WriteAllText(_directory["data"], "");

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));

        Assert.Equal(StoreFault.Unavailable, e.Kind);
    }

    [Fact]
    public async Task A_directory_that_another_process_holds_is_refused_and_free_when_that_is_killed()
    {
        using var child = Child.Start(_directory["data"]);
        await child.ReadAcknowledgementAsync(Ended);

        var e = Assert.Throws<StoreException>(() => DataDirectory.Open(_directory["data"]));
        child.Kill();
        using var data = DataDirectory.Open(_directory["data"]);

        Assert.Equal(StoreFault.Held, e.Kind);
        Assert.Contains($"process {child.Id}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        var acknowledged = new int[Child.Writers];
        using (var child = Child.Start(_directory["data"]))
        {
            for (var lines = 0; await child.ReadAcknowledgementAsync(Ended) is { } line; lines++)
            {
                acknowledged[line.Writer] = line.Commits;
                if (lines == 2_000)
                {
                    // What it managed to say before it died still counts, and is read on.
                    child.Kill();
                }
            }
        }

        using var data = DataDirectory.Open(_directory["data"]);
        await using var store = data.OpenStore();
        for (var writer = 0; writer < Child.Writers; writer++)
        {
            // A commit is whole or not at all, so the three places agree, even on one that was not acknowledged in time.
            var counter = await store.GetAsync("counters", $"{writer}", Ended);
            var count = counter is null ? 0 : BitConverter.ToInt32(counter.Value.Span);
            var records = await store.ListAsync("records", $"{writer}/", cancellationToken: Ended);
            var entries = await store.ReadAsync($"stream {writer}", cancellationToken: Ended);

            Assert.InRange(count, acknowledged[writer], acknowledged[writer] + 1);
            Assert.Equal((count, count), (records.Count, entries.Count));
        }
    }

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OpenToOthers = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [UnsupportedOSPlatform("windows")]
    private void Open(string name) => Directory.CreateDirectory(_directory[name], OpenToOthers);
}
