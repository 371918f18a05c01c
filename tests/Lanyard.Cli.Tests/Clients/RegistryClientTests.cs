using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Clients;

/// <summary>Pushes to the registry of a real server.</summary>
public sealed class RegistryClientTests
{
    [Fact]
    public async Task A_pushed_image_is_there_under_its_tag()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("team/app");

        await lab.PushAsync("team/app", "v1");
        await lab.PushAsync("team/app", "v2", "another layer");

        Assert.Equal(["v1", "v2"], (await lab.TagsAsync("team/app")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_image_that_its_tag_names_already_is_not_pushed_again()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("app", "IMMUTABLE");
        await lab.PushAsync("app", "v1");
        var again = new SmallImage("a layer");

        using var registry = await RegistryClient.LogInAsync(lab.Client, CliLab.Token);
        await registry.PushAsync(again, "app", "v1", CliLab.Token);

        Assert.Empty(again.Opened);
    }

    [Fact]
    public async Task A_tag_moves_to_another_image()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("app");
        await lab.PushAsync("app", "v1");
        var other = new SmallImage("another layer");

        using var registry = await RegistryClient.LogInAsync(lab.Client, CliLab.Token);
        await registry.PushAsync(other, "app", "v1", CliLab.Token);

        Assert.Equal(other.Blobs.Select(blob => blob.Digest), other.Opened);
        Assert.Equal(["v1"], await lab.TagsAsync("app"));
    }

    [Fact]
    public async Task Layers_that_are_there_are_left_out()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("app");
        await lab.PushAsync("app", "v1");
        var again = new SmallImage("a layer");

        using var registry = await RegistryClient.LogInAsync(lab.Client, CliLab.Token);
        await registry.PushAsync(again, "app", "v2", CliLab.Token);

        Assert.Empty(again.Opened);
        Assert.Equal(["v1", "v2"], (await lab.TagsAsync("app")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_immutable_tag_of_another_image_is_refused_by_the_registry()
    {
        await using var lab = await CliLab.StartAsync();
        await lab.CreateRepositoryAsync("app", "IMMUTABLE");
        await lab.PushAsync("app", "v1");

        var error = await Assert.ThrowsAsync<CommandException>(() => lab.PushAsync("app", "v1", "another layer"));

        Assert.Equal(ExitCodes.Failed, error.ExitCode);
        Assert.Contains("immutable", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_misuse_and_is_to_be_made_first()
    {
        await using var lab = await CliLab.StartAsync();

        var error = await Assert.ThrowsAsync<CommandException>(() => lab.PushAsync("nothing", "v1"));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.Equal("create it first with `aws ecr create-repository`", error.NextStep);
    }
}
