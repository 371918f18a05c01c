using System.Formats.Tar;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Clients;

/// <summary>Which image of an archive is pushed, and what is said of archives that are none.</summary>
public sealed class ImagePushTests
{
    [Theory]
    [InlineData("app", "app", "latest")]
    [InlineData("app:v1", "app", "v1")]
    [InlineData("team/app:v1", "team/app", "v1")]
    [InlineData("localhost:5000/app", "app", "latest")]
    [InlineData($"{CliLab.Registry}/team/app:v1", "team/app", "v1")]
    public void A_target_is_a_repository_and_a_tag(string text, string repository, string tag)
    {
        Assert.Equal(new ImageTarget(repository, tag), ImageTarget.Parse(text));
    }

    [Fact]
    public async Task An_archive_without_an_image_is_named()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("app");
        await TarFile.CreateFromDirectoryAsync(
            Directory.CreateDirectory(lab["empty"]).FullName,
            lab["empty.tar"],
            includeBaseDirectory: false,
            CliLab.Token
        );

        var push = await lab.LanyardAsync("image", "push", lab["empty.tar"], "app");

        push.Refused(ExitCodes.Failed, "empty.tar");
    }
}
