using System.Security.Cryptography;
using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Services.Ecr;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>A front door to ECR with the repository <c>team/app</c>.</summary>
internal sealed class EcrDoor : ServiceDoor
{
    public const string Name = "team/app";
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    private EcrDoor(TestDoor door, EcrService service, Caller admin, Caller stranger)
        : base(door, admin, stranger) => Service = service;

    public EcrService Service { get; }

    public static async Task<EcrDoor> OpenAsync(string? mutability = null, params string[] excluded)
    {
        var (door, service) = await OpenDoorAsync(beside: null);
        var ecr = new EcrDoor(door, service, await door.AdministratorAsync(), await StrangerAsync(door));
        await ecr.CreateAsync(Name, mutability, excluded);
        return ecr;
    }

    /// <summary>Another server over the same store and blobs.</summary>
    public async Task<EcrDoor> BesideAsync()
    {
        var (door, service) = await OpenDoorAsync(Door);
        return new EcrDoor(door, service, Admin, Stranger);
    }

    public static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    public static string DigestOf(string text) => DigestOf(Encoding.UTF8.GetBytes(text));

    /// <summary>The manifest of an image of one layer, which is its config too.</summary>
    public static string ManifestOf(string layer) =>
        $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{DigestOf(
                layer
            )}}","size":{{layer.Length}}},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{DigestOf(
                layer
            )}}","size":{{layer.Length}}}]}
            """;

    /// <summary>An index of manifests.</summary>
    public static string IndexOf(params string[] manifests) =>
        $$"""
        {"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[{{string.Join(
            ',',
            manifests.Select(one => $$"""{"mediaType":"{{ManifestType}}","digest":"{{DigestOf(one)}}","size":{{one.Length}}}""")
        )}}]}
        """;

    public async Task<Repository> CreateAsync(string name, string? mutability = null, params string[] excluded)
    {
        var filters = excluded.Select(filter => new ImageTagMutabilityExclusionFilter
        {
            FilterType = "WILDCARD",
            Filter = filter,
        });
        var input = new CreateRepositoryInput
        {
            RepositoryName = name,
            ImageTagMutability = mutability,
            ImageTagMutabilityExclusionFilters = excluded.Length == 0 ? null : [.. filters],
        };
        return (await SendAsync(EcrModel.CreateRepository, input)).Repository!;
    }

    /// <summary>Sends a stream as a part, or nothing at all, as the registry does.</summary>
    /// <returns>The last byte that has come.</returns>
    public async Task<long> StreamAsync(string upload, long first, Stream? bytes, Caller? caller = null)
    {
        var output = await Door.Door.SendAsync(
            EcrModel.UploadLayerPart,
            ImagePush.Part(upload, first, []) with
            {
                PartLastByte = first,
            },
            caller ?? Admin,
            "us-east-1",
            CallOrigin.Engine,
            bytes,
            TestContext.Current.CancellationToken
        );
        return output.LastByteReceived!.Value;
    }

    /// <summary>Deletes the repository with all that is in it, and makes another of its name.</summary>
    public async Task RemakeAsync()
    {
        await SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = Name, Force = true });
        await CreateAsync(Name);
    }

    public async Task<string> BeginAsync(string repository = Name) =>
        (
            await SendAsync(EcrModel.InitiateLayerUpload, new InitiateLayerUploadInput { RepositoryName = repository })
        ).UploadId!;

    /// <inheritdoc cref="ImagePush.LayerAsync" />
    public Task<string> UploadAsync(byte[] layer, string repository = Name) =>
        ImagePush.LayerAsync(Door, Admin, repository, layer);

    /// <summary>Uploads the only layer of an image, unless it is there, and puts the image.</summary>
    /// <returns>The image's digest.</returns>
    public async Task<string> PushAsync(string layer, string? tag = null, string repository = Name)
    {
        if (!await HasAsync(DigestOf(layer), repository))
        {
            await UploadAsync(Encoding.UTF8.GetBytes(layer), repository);
        }

        var output = await SendAsync(EcrModel.PutImage, ImagePush.Putting(ManifestOf(layer), tag, repository));
        return output.Image!.ImageId!.ImageDigest!;
    }

    public async Task<bool> HasAsync(string digest, string repository = Name)
    {
        var output = await SendAsync(
            EcrModel.BatchCheckLayerAvailability,
            new BatchCheckLayerAvailabilityInput { RepositoryName = repository, LayerDigests = [digest] }
        );
        return output.Layers is [{ LayerAvailability: "AVAILABLE" }];
    }

    public Task<BatchGetImageOutput> GetAsync(params ImageIdentifier[] ids) =>
        SendAsync(EcrModel.BatchGetImage, new BatchGetImageInput { RepositoryName = Name, ImageIds = ids });

    public Task<BatchDeleteImageOutput> DeleteAsync(params ImageIdentifier[] ids) =>
        SendAsync(EcrModel.BatchDeleteImage, new BatchDeleteImageInput { RepositoryName = Name, ImageIds = ids });

    /// <summary>The ids of a repository's images, as <c>digest tag</c>.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string? status = null)
    {
        var input = new ListImagesInput
        {
            RepositoryName = Name,
            Filter = status is null ? null : new ListImagesFilter { TagStatus = status },
        };
        var output = await SendAsync(EcrModel.ListImages, input);
        return [.. output.ImageIds!.Select(id => $"{id.ImageDigest} {id.ImageTag}".TrimEnd())];
    }

    private static async Task<(TestDoor Door, EcrService Service)> OpenDoorAsync(TestDoor? beside)
    {
        EcrService? service = null;
        var door = await TestDoor.OpenAsync(
            async host => (IReadOnlyList<IService>)[service = await EcrService.OpenAsync(host, default)],
            beside
        );
        return (door, service!);
    }
}
