using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Containers.Images;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Pushes images through the operations that registry clients' requests become.</summary>
internal static class ImagePush
{
    /// <summary>Uploads a layer in one part; its digest.</summary>
    public static async Task<string> LayerAsync(TestDoor door, Caller caller, string repository, byte[] bytes)
    {
        var begun = await door.SendAsync(
            caller,
            EcrModel.InitiateLayerUpload,
            new InitiateLayerUploadInput { RepositoryName = repository }
        );
        await door.SendAsync(caller, EcrModel.UploadLayerPart, Part(repository, begun.UploadId!, 0, bytes));
        var ended = await door.SendAsync(
            caller,
            EcrModel.CompleteLayerUpload,
            new CompleteLayerUploadInput
            {
                RepositoryName = repository,
                UploadId = begun.UploadId,
                LayerDigests = [Digest.Of(bytes).ToString()],
            }
        );
        return ended.LayerDigest!;
    }

    /// <summary>Uploads what an image with one layer is made of; its manifest, which is not put yet.</summary>
    public static async Task<string> ManifestAsync(TestDoor door, Caller caller, string repository, string content)
    {
        var layer = Encoding.UTF8.GetBytes(content);
        var config = (new ImageConfig { Cmd = ["/app"] } with { DiffIds = [Digest.Of(layer)] }).ToJson();
        var layerDigest = await LayerAsync(door, caller, repository, layer);
        var configDigest = await LayerAsync(door, caller, repository, config);
        return $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}",
            "config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{configDigest}}","size":{{config.Length}}},
            "layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{layerDigest}}","size":{{layer.Length}}}]}
            """;
    }

    /// <summary>Pushes an image with one layer; its digest.</summary>
    public static async Task<string> ImageAsync(
        TestDoor door,
        Caller caller,
        string repository,
        string tag,
        string content = "layer"
    )
    {
        var manifest = await ManifestAsync(door, caller, repository, content);
        var put = await door.SendAsync(
            caller,
            EcrModel.PutImage,
            new PutImageInput
            {
                RepositoryName = repository,
                ImageManifest = manifest,
                ImageTag = tag,
            }
        );
        return put.Image!.ImageId!.ImageDigest!;
    }

    /// <summary>A part of a layer.</summary>
    public static UploadLayerPartInput Part(string repository, string upload, long first, byte[] bytes) =>
        new()
        {
            RepositoryName = repository,
            UploadId = upload,
            PartFirstByte = first,
            PartLastByte = first + bytes.Length - 1,
            LayerPartBlob = bytes,
        };
}
