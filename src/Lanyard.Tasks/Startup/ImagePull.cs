using System.Text;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Tasks.Startup;

/// <summary>One image on its way from ECR to this machine.</summary>
internal sealed class ImagePull(string container, EcrReference image, StepContext context)
{
    private const int LargestConfigBytes = ManifestDocument.LongestBytes;

    /// <summary>Pulls it; the image unpacked, and the digest of the manifest that its tag names.</summary>
    public async Task<(StoredImage Image, Digest Digest)> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (document, digest) = await ManifestAsync(IdOf(image.Name), cancellationToken);
            if (document is ImageIndex index)
            {
                var chosen = index.Choose().Digest.ToString();
                (document, _) = await ManifestAsync(new ImageIdentifier { ImageDigest = chosen }, cancellationToken);
            }

            var manifest =
                document as ImageManifest
                ?? throw new ContainerException(ContainerFault.Invalid, "an index of images names another index");
            return (await ContentAsync(manifest, cancellationToken), digest);
        }
        catch (ContainerException error)
        {
            throw new StartupException(context.Texts.ImageUnusable(container, image.Name.ToString(), error));
        }
    }

    private async Task<(ManifestDocument Document, Digest Digest)> ManifestAsync(
        ImageIdentifier id,
        CancellationToken cancellationToken
    )
    {
        var found = await FindManifestAsync(id, cancellationToken);
        if (found?.ImageManifest is not { } text)
        {
            throw new StartupException(context.Texts.ImageMissing(container, image));
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var digest = Digest.Of(bytes);
        if (Digest.TryParse(id.ImageDigest, out var wanted) && wanted != digest)
        {
            throw new ContainerException(
                ContainerFault.Corrupt,
                $"the manifest's digest is `{digest}`, not `{wanted}`"
            );
        }

        return (ManifestDocument.Parse(bytes, found.ImageManifestMediaType), digest);
    }

    private async Task<Image?> FindManifestAsync(ImageIdentifier id, CancellationToken cancellationToken)
    {
        try
        {
            var output = await context.SendAsync(
                EcrModel.BatchGetImage,
                new BatchGetImageInput
                {
                    RegistryId = image.RegistryId,
                    RepositoryName = image.Name.Repository,
                    ImageIds = [id],
                    AcceptedMediaTypes = MediaTypes.Manifests,
                },
                image.Region,
                cancellationToken
            );
            return output.Images is [var first, ..] ? first : null;
        }
        catch (AwsException error)
            when (error.Code is EcrErrorCodes.RepositoryNotFoundException or EcrErrorCodes.ImageNotFoundException)
        {
            return null;
        }
        catch (AwsException error)
        {
            throw new StartupException(context.Texts.ManifestRefused(container, image, error));
        }
    }

    private async Task<StoredImage> ContentAsync(ImageManifest manifest, CancellationToken cancellationToken)
    {
        var digests = manifest.Layers.Select(layer => layer.Digest).Prepend(manifest.Config.Digest).Distinct();
        var urls = (
            await Task.WhenAll(digests.Select(async digest => (digest, Url: await UrlAsync(digest, cancellationToken))))
        ).ToDictionary(one => one.digest, one => one.Url);
        if (context.Ports.Images.Find(manifest.Config.Digest) is { } unpacked)
        {
            return unpacked;
        }

        var config = await ReadAsync(urls[manifest.Config.Digest], cancellationToken);
        return await context.Ports.Images.UnpackAsync(
            manifest,
            config,
            (layer, token) => context.Ports.OpenLayer(urls[layer.Digest], token),
            cancellationToken
        );
    }

    private async Task<Uri> UrlAsync(Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            var output = await context.SendAsync(
                EcrModel.GetDownloadUrlForLayer,
                new GetDownloadUrlForLayerInput
                {
                    RegistryId = image.RegistryId,
                    RepositoryName = image.Name.Repository,
                    LayerDigest = digest.ToString(),
                },
                image.Region,
                cancellationToken
            );
            return new Uri(output.DownloadUrl!);
        }
        catch (AwsException error)
        {
            throw new StartupException(context.Texts.LayerRefused(container, image, digest, error));
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        await using var stream = await context.Ports.OpenLayer(url, cancellationToken);
        return await HeldBody.ReadAsync(stream, LargestConfigBytes, take: null, cancellationToken)
            ?? throw new ContainerException(ContainerFault.Invalid, "the image config is too long");
    }

    private static ImageIdentifier IdOf(ImageReference name) =>
        name.Digest is { } digest
            ? new ImageIdentifier { ImageDigest = digest.ToString() }
            : new ImageIdentifier { ImageTag = name.Tag ?? "latest" };
}
