using System.Security.Cryptography;
using Lanyard.Cli.Commands;
using Lanyard.Containers;
using Lanyard.Containers.Images;

namespace Lanyard.Cli.Clients;

/// <summary>Pushes what is on disk: a saved archive, or a root directory as an image of one layer.</summary>
internal static class ImagePush
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Sees that a directory is there, or that an archive is whole and holds the image.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    public static Task CheckAsync(string source, ImageTarget target, CancellationToken cancellationToken) =>
        Directory.Exists(source)
            ? Task.CompletedTask
            : WithArchiveAsync(
                source,
                target,
                async image =>
                {
                    foreach (var blob in image.Blobs)
                    {
                        await CheckAsync(source, image, blob, cancellationToken);
                    }
                },
                cancellationToken
            );

    /// <summary>Pushes a directory or an archive.</summary>
    /// <param name="progress">Hears of each layer before it is sent; null when nobody looks.</param>
    public static async Task FromAsync(
        AwsClient client,
        string source,
        ImageTarget target,
        CancellationToken cancellationToken,
        IProgress<PushedPart>? progress = null
    )
    {
        using var registry = await RegistryClient.LogInAsync(client, cancellationToken);
        Task PushAsync(IImageSource image) =>
            registry.PushAsync(image, target.Repository, target.Tag, cancellationToken, progress);
        await (
            Directory.Exists(source)
                ? WithDirectoryAsync(source, PushAsync, cancellationToken)
                : WithArchiveAsync(source, target, PushAsync, cancellationToken)
        );
    }

    private static Task WithDirectoryAsync(
        string source,
        Func<IImageSource, Task> use,
        CancellationToken cancellationToken
    ) =>
        WithScratchAsync(
            source,
            async scratch =>
            {
                var config = new ImageConfig { Cmd = ["/bin/sh"] };
                await using var built = await ImageBuilder.FromDirectoryAsync(
                    source,
                    config,
                    scratch,
                    cancellationToken
                );
                await use(built);
            }
        );

    private static Task WithArchiveAsync(
        string source,
        ImageTarget target,
        Func<IImageSource, Task> use,
        CancellationToken cancellationToken
    ) =>
        WithScratchAsync(
            source,
            async scratch =>
            {
                await using var archive = await ImageArchive.OpenAsync(source, scratch, cancellationToken);
                await use(Find(archive, source, target));
            }
        );

    private static async Task WithScratchAsync(string source, Func<string, Task> use)
    {
        var scratch = Directory.CreateTempSubdirectory("lanyard-push-").FullName;
        try
        {
            await use(scratch);
        }
        catch (ContainerException error)
        {
            throw Unusable(source, error);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static IImageSource Find(ImageArchive archive, string source, ImageTarget target) =>
        archive.Images.Count == 1
            ? archive.Images[0]
            : archive.Images.FirstOrDefault(one => IsNamed(one, target))
                ?? throw CommandException.Misuse(
                    $"`{source}` holds {archive.Images.Count} images and none is named {target.Repository}:{target.Tag}",
                    $"name one of {string.Join(", ", archive.Images.SelectMany(one => one.Tags))}, or save that image alone"
                );

    private static bool IsNamed(IImageSource image, ImageTarget target) =>
        image.Tags.Any(tag => ImageTarget.Parse(tag) == target);

    private static async Task CheckAsync(
        string source,
        IImageSource image,
        Descriptor blob,
        CancellationToken cancellationToken
    )
    {
        await using var bytes = await image.OpenBlobAsync(blob.Digest, cancellationToken);
        await using var buffered = new BufferedStream(bytes, BufferSize);
        var found = Digest.FromHash(await SHA256.HashDataAsync(buffered, cancellationToken));
        if (found != blob.Digest)
        {
            throw new ContainerException(
                ContainerFault.Corrupt,
                $"`{source}`: the bytes of {blob.Digest} are those of {found}"
            );
        }
    }

    private static CommandException Unusable(string source, ContainerException error) =>
        error.Kind switch
        {
            ContainerFault.NotFound => CommandException.Misuse(
                error.Message,
                "name a root directory or a saved archive"
            ),
            ContainerFault.Invalid or ContainerFault.Corrupt => CommandException.Failed(
                error.Message,
                $"save the image again, as with `docker save IMAGE --output {source}`"
            ),
            _ => CommandException.Failed(
                error.Message,
                "see that the files can be read and that the disk of temporary files has room"
            ),
        };
}

/// <summary>A part of an image that is being pushed.</summary>
/// <param name="Number">Which it is, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="SizeBytes">How large it is.</param>
internal sealed record PushedPart(int Number, int Count, long SizeBytes);
