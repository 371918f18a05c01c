using System.Diagnostics;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Rendering;
using Lanyard.Containers;
using Lanyard.Containers.Images;
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
        foreach (
            var (image, place) in stack
                .AllTasks.SelectMany(ImagesOf)
                .DistinctBy(one => one.Image, StringComparer.Ordinal)
        )
        {
            if (Read(image, place, faults) is not { } reference)
            {
                continue;
            }

            if (await SourceOfAsync(client, stack.Path, image, reference, cancellationToken) is { } source)
            {
                sources.Add(source);
            }
            else
            {
                faults.Add(Fault(place, image, reference, stack.Path));
            }
        }

        return faults.Count == 0 ? sources : throw StackPlan.Faulty(faults);
    }

    /// <summary>Sees that every archive that was given is for an image that a task uses.</summary>
    /// <exception cref="CommandException">One is not.</exception>
    public void CheckGiven(IEnumerable<StackPlan> stacks)
    {
        var images = stacks.SelectMany(stack => stack.AllTasks).SelectMany(ImagesOf).Select(one => one.Image).ToList();
        var names = images
            .Select(image => ImageReference.TryParse(image, out var reference) ? ImageTarget.Of(reference) : null)
            .OfType<ImageTarget>()
            .SelectMany(target => (string[])[target.Repository, $"{target.Repository}:{target.Tag}"]);
        if (options.Images.Keys.Except(names, StringComparer.Ordinal).FirstOrDefault() is { } unused)
        {
            throw CommandException.Misuse(
                $"no task uses the image `{unused}` that --image gives",
                images.Count == 0
                    ? "leave it out: there is no task"
                    : $"give an archive for one of {string.Join(", ", images.Distinct(StringComparer.Ordinal))}"
            );
        }
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
            // A directory that nobody else may enter: the name of a file in /tmp could be taken by another's link.
            var directory = Directory.CreateTempSubdirectory("lanyard-image-").FullName;
            try
            {
                var archive = Path.Combine(directory, "image.tar");
                await BuildAsync(source.Path!, archive, cancellationToken);
                await ImagePush.FromAsync(client, archive, source.Target, cancellationToken);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private static IEnumerable<(string Image, TemplateLocation Place)> ImagesOf(TaskPlan task) =>
        task.Input.ContainerDefinitions!.Select(
            (container, i) => (container.Image ?? "", task.Node.LocationOf($"containerDefinitions[{i}].image"))
        );

    private static ImageReference? Read(string image, TemplateLocation place, List<TemplateFault> faults)
    {
        try
        {
            return ImageReference.Parse(image);
        }
        catch (ContainerException error)
        {
            faults.Add(new TemplateFault(TemplateFaultCode.UnknownImage, error.Message, place));
            return null;
        }
    }

    private async Task<ImageSource?> SourceOfAsync(
        AwsClient client,
        string templatePath,
        string image,
        ImageReference reference,
        CancellationToken cancellationToken
    )
    {
        var target = ImageTarget.Of(reference);
        if (!IsOfRegistry(reference))
        {
            return null;
        }

        if (Given(target) is { } archive)
        {
            await ImagePush.CheckAsync(archive, target, cancellationToken);
            return new ImageSource(image, target, archive, IsScript: false);
        }

        if (await IsThereAsync(client, reference, cancellationToken))
        {
            return new ImageSource(image, target, Path: null, IsScript: false);
        }

        // Nobody knows the digest of what a script will build.
        var script = ScriptFor(templatePath, target);
        return options.Builds && reference.Digest is null && File.Exists(script)
            ? new ImageSource(image, target, script, IsScript: true)
            : null;
    }

    private static bool IsOfRegistry(ImageReference reference) =>
        reference.Host?.Contains(".dkr.ecr.", StringComparison.Ordinal) == true;

    private string? Given(ImageTarget target)
    {
        foreach (var name in (string[])[$"{target.Repository}:{target.Tag}", target.Repository])
        {
            if (options.Images.GetValueOrDefault(name) is { } path)
            {
                return Path.Exists(path)
                    ? path
                    : throw CommandException.Misuse(
                        $"there is no `{path}`, given with --image {name}",
                        "name an archive that is there"
                    );
            }
        }

        return null;
    }

    private static async Task<bool> IsThereAsync(
        AwsClient client,
        ImageReference reference,
        CancellationToken cancellationToken
    )
    {
        var image = reference.Digest is { } digest
            ? new ImageIdentifier { ImageDigest = digest.ToString() }
            : new ImageIdentifier { ImageTag = ImageTarget.Of(reference).Tag };
        try
        {
            await client.SendAsync(
                EcrModel.DescribeImages,
                new DescribeImagesInput { RepositoryName = reference.Repository, ImageIds = [image] },
                cancellationToken
            );
            return true;
        }
        catch (AwsException error)
            when (error.Code is EcrErrorCodes.RepositoryNotFoundException or EcrErrorCodes.ImageNotFoundException)
        {
            return false;
        }
    }

    private static TemplateFault Fault(
        TemplateLocation place,
        string image,
        ImageReference reference,
        string templatePath
    )
    {
        var script = ScriptFor(templatePath, ImageTarget.Of(reference));
        var give = $"give it with --image {reference.Repository}=ARCHIVE";
        var hint =
            !IsOfRegistry(reference) ? "tasks pull from the built-in registry alone: name an image of an ECR repository"
            : reference.Digest is not null ? give
            : File.Exists(script) ? $"`{script}` builds it, and --no-build forbids that"
            : $"{give}, or put a script that writes it at `{script}`";
        return new TemplateFault(TemplateFaultCode.UnknownImage, $"the image `{image}` is not there", place, hint);
    }

    private static string ScriptFor(string templatePath, ImageTarget target) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(templatePath))!, "images", target.Repository, "build");

    private static async Task BuildAsync(string script, string archive, CancellationToken cancellationToken)
    {
        // What the script prints is for people, and standard output is for the run's own words. Nothing waits for the end
        // of a pipe: a build server that outlives the script would hold it open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >&2", script, archive]);
        using var process =
            Process.Start(start)
            ?? throw CommandException.Failed($"`{script}` could not be started", "see that /bin/sh is there");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

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
