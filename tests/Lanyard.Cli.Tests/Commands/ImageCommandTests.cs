using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Commands;

/// <summary><c>lanyard image push</c>.</summary>
public sealed class ImageCommandTests
{
    [Fact]
    public async Task A_directory_becomes_an_image_of_a_repository_that_is_made()
    {
        await using var lab = await CliLab.StartAsync();
        lab.Write("root/etc/motd", "welcome");

        var push = (await lab.LanyardAsync("image", "push", lab["root"], "app")).Succeeded();

        Assert.Equal(["pushed app:latest"], push.Lines);
        Assert.Equal(["latest"], await lab.TagsAsync("app"));
    }

    [Fact]
    public async Task An_archive_of_one_image_is_pushed_whatever_its_name()
    {
        await using var lab = await CliLab.StartAsync();
        var archive = await lab.ArchiveAsync("image.tar", "other:1");

        (await lab.LanyardAsync("image", "push", archive, $"{CliLab.Registry}/team/app:v2")).Succeeded();

        Assert.Equal(["v2"], await lab.TagsAsync("team/app"));
    }

    [Fact]
    public async Task What_is_not_there_is_misuse()
    {
        await using var lab = await CliLab.StartAsync();

        var push = await lab.LanyardAsync("image", "push", lab["nothing.tar"], "app");

        push.Refused(ExitCodes.Misuse, $"there is no `{lab["nothing.tar"]}`");
    }

    [Theory]
    [InlineData("App")]
    [InlineData("app:")]
    [InlineData("app@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task A_name_that_cannot_be_pushed_to_is_misuse_and_makes_no_repository(string name)
    {
        await using var lab = await CliLab.StartAsync();
        lab.Write("root/etc/motd", "welcome");

        var push = await lab.LanyardAsync("image", "push", lab["root"], name);

        push.Refused(ExitCodes.Misuse, $"`{name}`");
    }
}
