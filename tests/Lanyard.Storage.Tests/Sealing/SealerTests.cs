using System.Runtime.Versioning;
using System.Security.Cryptography;
using Lanyard.Storage.Sealing;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests.Sealing;

/// <summary>What opens, what does not, and whose key file is trusted.</summary>
public sealed class SealerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Sealer _sealer = new(RandomNumberGenerator.GetBytes(32));

    private string KeyFile => _directory["key"];

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    public void What_was_sealed_opens(string plain)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(plain);

        Assert.Equal(bytes, _sealer.Open(_sealer.Seal(bytes, "secrets/db"), "secrets/db"));
    }

    [Fact]
    public void A_sealed_value_does_not_show_the_plain_one()
    {
        Assert.Equal(-1, _sealer.Seal("hunter2"u8, "secrets/db").AsSpan().IndexOf("hunter2"u8));
    }

    [Fact]
    public void Sealing_twice_gives_two_values()
    {
        Assert.NotEqual(_sealer.Seal("hunter2"u8, "secrets/db"), _sealer.Seal("hunter2"u8, "secrets/db"));
    }

    [Fact]
    public void Changing_any_byte_keeps_a_value_shut()
    {
        var value = _sealer.Seal("hunter2"u8, "secrets/db");

        for (var i = 0; i < value.Length; i++)
        {
            var altered = value.ToArray();
            altered[i] ^= 1;

            var e = Assert.Throws<StoreException>(() => _sealer.Open(altered, "secrets/db"));
            Assert.Equal(StoreFault.Corrupt, e.Kind);
        }
    }

    [Fact]
    public void A_value_that_was_cut_short_stays_shut()
    {
        var value = _sealer.Seal("hunter2"u8, "secrets/db");

        for (var length = 0; length < value.Length; length++)
        {
            var e = Assert.Throws<StoreException>(() => _sealer.Open(value.AsSpan(0, length), "secrets/db"));
            Assert.Equal(StoreFault.Corrupt, e.Kind);
        }
    }

    [Fact]
    public void A_value_does_not_open_for_another_purpose()
    {
        var value = _sealer.Seal("hunter2"u8, "secrets/db");

        var e = Assert.Throws<StoreException>(() => _sealer.Open(value, "secrets/other"));

        Assert.Equal(StoreFault.Corrupt, e.Kind);
    }

    [Fact]
    public void A_value_does_not_open_with_another_key()
    {
        var value = _sealer.Seal("hunter2"u8, "secrets/db");

        var e = Assert.Throws<StoreException>(() =>
            new Sealer(RandomNumberGenerator.GetBytes(32)).Open(value, "secrets/db")
        );

        Assert.Equal(StoreFault.Corrupt, e.Kind);
    }

    [Fact]
    public void A_value_of_a_newer_format_says_so()
    {
        var value = _sealer.Seal("hunter2"u8, "secrets/db");
        value[0] = 200;

        var e = Assert.Throws<StoreException>(() => _sealer.Open(value, "secrets/db"));

        Assert.Equal(StoreFault.TooNew, e.Kind);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_key_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");

        Sealer.CreateKeyFile(KeyFile);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void A_value_opens_with_the_key_file_it_was_sealed_with()
    {
        Sealer.CreateKeyFile(KeyFile);
        var value = Sealer.FromKeyFile(KeyFile).Seal("hunter2"u8, "secrets/db");

        Assert.Equal("hunter2"u8, Sealer.FromKeyFile(KeyFile).Open(value, "secrets/db"));
    }

    [Fact]
    public void A_key_file_is_never_written_over()
    {
        Sealer.CreateKeyFile(KeyFile);
        var key = File.ReadAllBytes(KeyFile);

        var e = Assert.Throws<StoreException>(() => Sealer.CreateKeyFile(KeyFile));

        Assert.Equal(StoreFault.Unavailable, e.Kind);
        Assert.Equal(key, File.ReadAllBytes(KeyFile));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [UnsupportedOSPlatform("windows")]
    public void A_key_file_that_others_may_touch_is_refused(UnixFileMode right)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; this runs on Linux and macOS");
        Sealer.CreateKeyFile(KeyFile);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | right);

        var e = Assert.Throws<StoreException>(() => Sealer.FromKeyFile(KeyFile));

        Assert.Contains("chmod 600", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_that_is_not_there_is_not_found()
    {
        var e = Assert.Throws<StoreException>(() => Sealer.FromKeyFile(KeyFile));

        Assert.Equal(StoreFault.NotFound, e.Kind);
    }

    [Fact]
    public void A_key_file_of_another_length_is_corrupt()
    {
        Sealer.CreateKeyFile(KeyFile);
        File.AppendAllText(KeyFile, "\n");

        var e = Assert.Throws<StoreException>(() => Sealer.FromKeyFile(KeyFile));

        Assert.Equal(StoreFault.Corrupt, e.Kind);
    }
}
