using Lanyard.Cli.Commands;
using Lanyard.Wire.Errors;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Archives that are given for images are looked at before anything is made.</summary>
public sealed class GivenArchiveTests : IDisposable
{
    private readonly RunLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_file_that_is_no_archive_fails_and_is_to_be_saved_again()
    {
        await RefusedAsync("this is no archive"u8.ToArray(), "app.tar");
    }

    [Fact]
    public async Task A_layer_whose_bytes_are_others_fails()
    {
        var options = await _lab.OptionsAsync();
        var bytes = await File.ReadAllBytesAsync(options.Images["app"], CliLab.Token);
        var layer = bytes.AsSpan().IndexOf("a layer"u8);
        "b layer"u8.CopyTo(bytes.AsSpan(layer));

        await RefusedAsync(bytes, "sha256:");
    }

    [Fact]
    public async Task Push_makes_no_repository_for_it()
    {
        await using var lab = await CliLab.StartAsync();
        await File.WriteAllTextAsync(lab["broken.tar"], "this is no archive", CliLab.Token);

        var push = await lab.LanyardAsync("image", "push", lab["broken.tar"], "app");

        push.Refused(ExitCodes.Failed, "broken.tar", "next: save the image again");
        await Assert.ThrowsAsync<AwsException>(() => lab.TagsAsync("app"));
    }

    private async Task RefusedAsync(byte[] archive, string words)
    {
        var options = await _lab.OptionsAsync();
        await File.WriteAllBytesAsync(options.Images["app"], archive, CliLab.Token);

        var (run, error) = await _lab.RunAsync(options, CliLab.Token);

        var refusal = Assert.IsType<CommandException>(error);
        Assert.Equal(ExitCodes.Failed, refusal.ExitCode);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("save the image again", refusal.NextStep, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
