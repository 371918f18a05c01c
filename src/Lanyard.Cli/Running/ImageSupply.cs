using System.Diagnostics;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Rendering;
using Lanyard.Templates;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Cli.Running;

/// <summary>Sees that the registry has the images that tasks use: from an archive that was given, or built beside the template.</summary>
internal sealed class ImageSupply(RunOptions options, RunOutput output)
{
    /// <summary>Finds out which images are missing and where each will come from.</summary>
    /// <exception cref="CommandException">An image is not there and nothing supplies it.</exception>
    public async Task<IReadOnlyList<ImageSource>> PlanAsync(
        AwsClient client,
        StackPlan stack,
        CancellationToken cancellationToken
    )
    {
        var sources = new List<ImageSource>();
        var faults = new List<TemplateFault>();
        foreach (var task in stack.AllTasks)
        {
            for (var i = 0; i < task.Input.ContainerDefinitions!.Count; i++)
            {
                var place = $"containerDefinitions[{i}].image";
                var image = task.Input.ContainerDefinitions[i].Image ?? "";
                if (sources.Exists(source => string.Equals(source.Image, image, StringComparison.Ordinal)))
                {
                    continue;
                }

                if (await SourceOfAsync(client, stack.Path, image, cancellationToken) is { } source)
                {
                    sources.Add(source);
                }
                else
                {
                    faults.Add(Fault(task, place, image, stack.Path));
                }
            }
        }

        return faults.Count == 0 ? sources : throw StackPlan.Faulty(faults);
    }

    /// <summary>Builds and pushes what is missing.</summary>
    public async Task SupplyAsync(
        AwsClient client,
        IReadOnlyList<ImageSource> sources,
        CancellationToken cancellationToken
    )
    {
        foreach (var source in sources.Where(source => source.Path is not null))
        {
            if (!source.IsScript)
            {
                output.Step($"pushing {source.Target.Repository}:{source.Target.Tag} from {source.Path}");
                await ImagePush.FromAsync(client, source.Path!, source.Target, cancellationToken);
                continue;
            }

            output.Step($"building {source.Target.Repository}:{source.Target.Tag} with {source.Path}");
            var archive = Path.Combine(Path.GetTempPath(), $"lanyard-image-{Environment.ProcessId}.tar");
            try
            {
                await BuildAsync(source.Path!, archive, cancellationToken);
                await ImagePush.FromAsync(client, archive, source.Target, cancellationToken);
            }
            finally
            {
                File.Delete(archive);
            }
        }
    }

    private async Task<ImageSource?> SourceOfAsync(
        AwsClient client,
        string templatePath,
        string image,
        CancellationToken cancellationToken
    )
    {
        const string RegistryMark = ".dkr.ecr.";
        var target = ImageTarget.Parse(image);
        if (!image.Contains(RegistryMark, StringComparison.Ordinal))
        {
            return null;
        }

        if (Given(target) is { } archive)
        {
            return new ImageSource(image, target, archive, IsScript: false);
        }

        if (await IsThereAsync(client, target, cancellationToken))
        {
            return new ImageSource(image, target, Path: null, IsScript: false);
        }

        var script = ScriptFor(templatePath, target);
        return options.Builds && File.Exists(script) ? new ImageSource(image, target, script, IsScript: true) : null;
    }

    private string? Given(ImageTarget target) =>
        options.Images.GetValueOrDefault($"{target.Repository}:{target.Tag}")
        ?? options.Images.GetValueOrDefault(target.Repository);

    private static async Task<bool> IsThereAsync(
        AwsClient client,
        ImageTarget target,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await client.SendAsync(
                EcrModel.DescribeImages,
                new DescribeImagesInput
                {
                    RepositoryName = target.Repository,
                    ImageIds = [new ImageIdentifier { ImageTag = target.Tag }],
                },
                cancellationToken
            );
            return true;
        }
        catch (AwsException error) when (error.Code is "RepositoryNotFoundException" or "ImageNotFoundException")
        {
            return false;
        }
    }

    private static TemplateFault Fault(TaskPlan task, string place, string image, string templatePath)
    {
        var script = ScriptFor(templatePath, ImageTarget.Parse(image));
        var hint =
            !image.Contains(".dkr.ecr.", StringComparison.Ordinal)
                ? "tasks pull from the built-in registry alone: name an image of an ECR repository"
            : File.Exists(script) ? $"`{script}` builds it, and --no-build forbids that"
            : $"give it with --image {ImageTarget.Parse(image).Repository}=ARCHIVE, or put a script that writes it at `{script}`";
        return new TemplateFault(
            TemplateFaultCode.UnknownImage,
            $"the image `{image}` is not there",
            task.Node.LocationOf(place),
            hint
        );
    }

    private static string ScriptFor(string templatePath, ImageTarget target) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(templatePath))!, "images", target.Repository, "build");

    private static async Task BuildAsync(string script, string archive, CancellationToken cancellationToken)
    {
        // What the script prints is for people, and standard output is for the run's own words. Nothing waits for the end
        // of a pipe: a build server that outlives the script would hold it open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >&2", script, archive]);
        using var process = Process.Start(start) ?? throw CommandException.Failed($"`{script}` could not be started");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw CommandException.Failed(
                $"`{script}` ended with exit status {process.ExitCode}",
                $"run it by hand to see why: {script} /tmp/image.tar"
            );
        }
    }
}

/// <summary>Where an image comes from.</summary>
/// <param name="Image">As the task definition names it.</param>
/// <param name="Target">Where it belongs.</param>
/// <param name="Path">An archive, or a script that writes one; null when the registry has the image.</param>
/// <param name="IsScript">Whether it is a script.</param>
internal sealed record ImageSource(string Image, ImageTarget Target, string? Path, bool IsScript);
