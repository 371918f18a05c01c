using Lanyard.Cli.Commands;
using Lanyard.Containers.Images;

namespace Lanyard.Cli.Clients;

/// <summary>Pushes what is on disk: a saved archive, or a root directory as an image of one layer.</summary>
internal static class ImagePush
{
    /// <summary>Pushes a directory or an archive.</summary>
    public static async Task FromAsync(
        AwsClient client,
        string source,
        ImageTarget target,
        CancellationToken cancellationToken
    )
    {
        var scratch = Directory.CreateTempSubdirectory("lanyard-push-").FullName;
        try
        {
            using var registry = await RegistryClient.LogInAsync(client, cancellationToken);
            if (Directory.Exists(source))
            {
                var config = new ImageConfig { Cmd = ["/bin/sh"] };
                await using var built = await ImageBuilder.FromDirectoryAsync(
                    source,
                    config,
                    scratch,
                    cancellationToken
                );
                await registry.PushAsync(built, target.Repository, target.Tag, cancellationToken);
                return;
            }

            await using var archive = await ImageArchive.OpenAsync(source, scratch, cancellationToken);
            var image =
                archive.Images.Count == 1
                    ? archive.Images[0]
                    : archive.Images.FirstOrDefault(one => IsNamed(one, target))
                        ?? throw CommandException.Misuse(
                            $"`{source}` holds {archive.Images.Count} images and none is named {target.Repository}:{target.Tag}"
                        );
            await registry.PushAsync(image, target.Repository, target.Tag, cancellationToken);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static bool IsNamed(IImageSource image, ImageTarget target) =>
        image.Tags.Any(tag => ImageTarget.Parse(tag) == target);
}
