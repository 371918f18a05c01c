using Lanyard.Access.Sessions;
using Lanyard.Containers.Images;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Pushes images through the operations that registry clients' requests become.</summary>
internal static class ImagePush
{
    /// <summary>Uploads a layer in one part.</summary>
    /// <returns>Its digest.</returns>
    public static async Task<string> LayerAsync(TestDoor door, Caller caller, string repository, byte[] layer)
    {
        var begun = await door.SendAsync(
            caller,
            EcrModel.InitiateLayerUpload,
            new InitiateLayerUploadInput { RepositoryName = repository }
        );
        var upload = begun.UploadId!;
        await door.SendAsync(caller, EcrModel.UploadLayerPart, Part(upload, 0, layer, repository));
        var ending = Ending(upload, EcrDoor.DigestOf(layer), repository);
        return (await door.SendAsync(caller, EcrModel.CompleteLayerUpload, ending)).LayerDigest!;
    }

    /// <summary>Pushes an image with one layer and a config that a container can be made of.</summary>
    public static async Task ImageAsync(TestDoor door, Caller caller, string repository, string tag)
    {
        var layer = "layer"u8.ToArray();
        var config = (new ImageConfig { Cmd = ["/app"] } with { DiffIds = [Digest.Of(layer)] }).ToJson();
        var layerDigest = await LayerAsync(door, caller, repository, layer);
        var configDigest = await LayerAsync(door, caller, repository, config);
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciManifest}}",
            "config":{"mediaType":"{{MediaTypes.OciConfig}}","digest":"{{configDigest}}","size":{{config.Length}}},
            "layers":[{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{layerDigest}}","size":{{layer.Length}}}]}
            """;
        await door.SendAsync(caller, EcrModel.PutImage, Putting(manifest, tag, repository));
    }

    /// <summary>A part of a layer.</summary>
    public static UploadLayerPartInput Part(
        string upload,
        long first,
        byte[] bytes,
        string repository = EcrDoor.Name
    ) =>
        new()
        {
            RepositoryName = repository,
            UploadId = upload,
            PartFirstByte = first,
            PartLastByte = first + bytes.Length - 1,
            LayerPartBlob = bytes,
        };

    /// <summary>The end of an upload.</summary>
    public static CompleteLayerUploadInput Ending(string upload, string digest, string repository = EcrDoor.Name) =>
        new()
        {
            RepositoryName = repository,
            UploadId = upload,
            LayerDigests = [digest],
        };

    /// <summary>What makes an image of its parts.</summary>
    public static PutImageInput Putting(string manifest, string? tag, string repository = EcrDoor.Name) =>
        new()
        {
            RepositoryName = repository,
            ImageManifest = manifest,
            ImageTag = tag,
        };
}
