using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Where the images of tasks come from.</summary>
public sealed class ImageSupplyTests : IAsyncLifetime
{
    private readonly RecordedOutput _output = new();
    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task An_image_that_the_registry_has_is_not_built()
    {
        Script("app");
        await _lab.CreateRepositoryAsync("app");
        await _lab.PushAsync("app", "v1");

        var source = Assert.Single(await PlanAsync("app:v1"));

        Assert.Equal(
            new ImageSource($"{CliLab.Registry}/app:v1", new ImageTarget("app", "v1"), null, IsScript: false),
            source
        );
    }

    [Fact]
    public async Task An_image_whose_tag_the_registry_lacks_is_built_by_the_script_beside_the_template()
    {
        var script = Script("team/app");
        await _lab.CreateRepositoryAsync("team/app");
        await _lab.PushAsync("team/app", "v1");

        var source = Assert.Single(await PlanAsync("team/app:v2"));

        Assert.Equal((script, true), (source.Path, source.IsScript));
    }

    [Fact]
    public async Task An_image_that_is_named_by_its_digest_is_the_one_of_that_digest()
    {
        await _lab.CreateRepositoryAsync("app");
        await _lab.PushAsync("app", "v1");
        var digest = Lanyard.Containers.Images.Digest.Of(new SmallImage("a layer").Manifest.Span);
        var other = Lanyard.Containers.Images.Digest.Of("another"u8);

        var source = Assert.Single(await PlanAsync($"app@{digest}"));
        var error = await Assert.ThrowsAsync<CommandException>(() => PlanAsync($"app@{other}"));

        Assert.Null(source.Path);
        Assert.Contains($"{other}` is not there", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_was_given_goes_before_the_registry_and_the_script()
    {
        Script("app");
        await _lab.CreateRepositoryAsync("app");
        await _lab.PushAsync("app", "latest");
        _given["app"] = await _lab.ArchiveAsync("given.tar");

        var source = Assert.Single(await PlanAsync("app"));

        Assert.Equal((_lab["given.tar"], false), (source.Path, source.IsScript));
    }

    [Fact]
    public async Task An_archive_that_was_given_for_the_tag_goes_before_one_for_the_repository()
    {
        _given["app"] = await _lab.ArchiveAsync("any.tar");
        _given["app:v2"] = await _lab.ArchiveAsync("two.tar");

        var sources = await PlanAsync("app:v1", "app:v2");

        Assert.Equal([_lab["any.tar"], _lab["two.tar"]], sources.Select(source => source.Path));
    }

    [Fact]
    public async Task An_archive_that_is_not_there_is_misuse_before_anything_is_made()
    {
        _given["app"] = _lab["nothing.tar"];

        var error = await Assert.ThrowsAsync<CommandException>(() => PlanAsync("app"));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.Equal($"there is no `{_lab["nothing.tar"]}`, given with --image app", error.Message);
    }

    [Fact]
    public async Task An_image_that_two_containers_use_is_supplied_once()
    {
        Script("app");

        Assert.Single(await PlanAsync("app", "app"));
    }

    [Fact]
    public async Task No_build_refuses_what_a_script_would_build_and_names_the_script()
    {
        var script = Script("app");

        var error = await Assert.ThrowsAsync<CommandException>(() => PlanAsync(builds: false, "app"));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.Equal(
            $"{_lab["template.yaml"]}:7:29: the image `{CliLab.Registry}/app` is not there (`{script}` builds it, and --no-build forbids that)",
            error.Message
        );
    }

    [Fact]
    public async Task All_images_that_nothing_supplies_are_named_at_once()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => PlanAsync("one", "two"));

        Assert.Equal(2, error.Message.Split('\n').Length);
        Assert.Contains("--image one=ARCHIVE", error.Message, StringComparison.Ordinal);
        Assert.Contains("--image two=ARCHIVE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_of_another_registry_is_refused_with_its_place()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => PlanImagesAsync("public.ecr.aws/nginx:1"));

        Assert.StartsWith($"{_lab["template.yaml"]}:7:29: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("tasks pull from the built-in registry alone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Nginx")]
    [InlineData($"{CliLab.Registry}/App")]
    public async Task A_name_that_is_no_images_is_refused_with_its_place(string image)
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => PlanImagesAsync(image));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.StartsWith(
            $"{_lab["template.yaml"]}:7:29: `{image}` is not an image reference",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_script_writes_is_pushed()
    {
        var archive = await _lab.ArchiveAsync("built.tar");
        var script = Script("app", $"cp {archive} \"$1\"");
        await _lab.CreateRepositoryAsync("app");

        await SupplyAsync(await PlanAsync("app:v1"));

        Assert.Equal(["v1"], await _lab.TagsAsync("app"));
        Assert.Equal([$"step building app:v1 with {script}"], _output.Events);
    }

    [Fact]
    public async Task An_archive_that_was_given_is_pushed()
    {
        _given["app"] = await _lab.ArchiveAsync("given.tar");
        await _lab.CreateRepositoryAsync("app");

        await SupplyAsync(await PlanAsync("app:v1"));

        Assert.Equal(["v1"], await _lab.TagsAsync("app"));
        Assert.Equal([$"step pushing app:v1 from {_lab["given.tar"]}"], _output.Events);
    }

    [Fact]
    public async Task A_script_that_fails_is_a_failure_of_the_machine_and_is_to_be_run_by_hand()
    {
        var script = Script("app", "exit 3");

        var error = await Assert.ThrowsAsync<CommandException>(async () => await SupplyAsync(await PlanAsync("app")));

        Assert.Equal(ExitCodes.Failed, error.ExitCode);
        Assert.Equal($"`{script}` ended with exit status 3", error.Message);
        Assert.StartsWith("run it by hand to see why: ", error.NextStep, StringComparison.Ordinal);
    }

    private string Script(string repository, string text = "exit 0")
    {
        var path = _lab.Write($"images/{repository}/build", $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return path;
    }

    private ImageSupply Supply(bool builds = true) =>
        new(
            new RunOptions
            {
                Paths = [],
                Parameters = new Dictionary<string, string>(StringComparer.Ordinal),
                Images = _given,
                Builds = builds,
            },
            _output
        );

    private Task<IReadOnlyList<ImageSource>> PlanAsync(params string[] repositories) =>
        PlanAsync(builds: true, repositories);

    private Task<IReadOnlyList<ImageSource>> PlanAsync(bool builds, params string[] repositories) =>
        PlanImagesAsync(builds, [.. repositories.Select(one => $"{CliLab.Registry}/{one}")]);

    private Task<IReadOnlyList<ImageSource>> PlanImagesAsync(params string[] images) =>
        PlanImagesAsync(builds: true, images);

    private async Task<IReadOnlyList<ImageSource>> PlanImagesAsync(bool builds, string[] images)
    {
        var containers = images.Select((image, i) => $"        - {{Name: c{i}, Image: \"{image}\", Memory: 64}}\n");
        var stack = await _lab.StackAsync(
            $"""
            Resources:
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: app
                  ContainerDefinitions:
            {string.Concat(containers)}
            """
        );
        return await Supply(builds).PlanAsync(_lab.Client, stack, CliLab.Token);
    }

    private Task SupplyAsync(IReadOnlyList<ImageSource> sources) =>
        Supply().SupplyAsync(_lab.Client, sources, CliLab.Token);
}
