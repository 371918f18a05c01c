using System.Security.Cryptography;
using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Ecr;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>A front door to ECR with the repository <c>team/app</c>, an administrator here and one of another account.</summary>
internal sealed class EcrDoor : IAsyncDisposable
{
    public const string Account = "111122223333";
    public const string OtherAccount = "444455556666";
    public const string Name = "team/app";
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    public const string IndexType = "application/vnd.oci.image.index.v1+json";

    private EcrDoor(TestDoor door, EcrService service, Caller admin, Caller stranger)
    {
        Door = door;
        Service = service;
        Admin = admin;
        Stranger = stranger;
    }

    public TestDoor Door { get; }

    public EcrService Service { get; }

    public Caller Admin { get; }

    /// <summary>May do everything in another account.</summary>
    public Caller Stranger { get; }

    public static async Task<EcrDoor> OpenAsync(string? mutability = null, params string[] excluded)
    {
        EcrService? service = null;
        var door = await TestDoor.OpenAsync(async host =>
            (IReadOnlyList<IService>)[service = await EcrService.OpenAsync(host, default)]
        );
        var admin = await door.AdministratorAsync();
        var stranger = await door.AdministratorAsync(AccountId.Parse(OtherAccount));
        var ecr = new EcrDoor(door, service!, admin, stranger);
        await ecr.CreateAsync(Name, mutability, excluded);
        return ecr;
    }

    /// <summary>The sentence with which ann is refused for want of an identity policy.</summary>
    public static string Refusal(string action, string resource) =>
        $"User: arn:aws:iam::{Account}:user/ann is not authorized to perform: {action} on resource: {resource} "
        + $"because no identity-based policy allows the {action} action";

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

    /// <summary>Makes a call as the administrator, or as somebody else.</summary>
    public Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class => Door.SendAsync(caller ?? Admin, operation, input, region);

    /// <summary>Makes a call that must fail.</summary>
    public Task<AwsException> FailAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class => Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, input, caller, region));

    /// <summary>A user <c>ann</c> with one statement that allows.</summary>
    public Task<Caller> AnnAsync(string action, string resource = "*", string? condition = null) =>
        Door.UserAsync(
            "ann",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":{{action}},"Resource":"{{resource}}"{{(
                condition is null ? "" : $",\"Condition\":{condition}"
            )}}}]}"""
        );

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

    public async Task<string> BeginAsync(string repository = Name) =>
        (
            await SendAsync(EcrModel.InitiateLayerUpload, new InitiateLayerUploadInput { RepositoryName = repository })
        ).UploadId!;

    public static UploadLayerPartInput Part(string upload, long first, byte[] bytes, string repository = Name) =>
        new()
        {
            RepositoryName = repository,
            UploadId = upload,
            PartFirstByte = first,
            PartLastByte = first + bytes.Length - 1,
            LayerPartBlob = bytes,
        };

    public static CompleteLayerUploadInput Ending(string upload, string digest, string repository = Name) =>
        new()
        {
            RepositoryName = repository,
            UploadId = upload,
            LayerDigests = [digest],
        };

    /// <summary>Uploads a layer in one part.</summary>
    public async Task<string> UploadAsync(byte[] layer, string repository = Name)
    {
        var upload = await BeginAsync(repository);
        await SendAsync(EcrModel.UploadLayerPart, Part(upload, 0, layer, repository));
        var output = await SendAsync(EcrModel.CompleteLayerUpload, Ending(upload, DigestOf(layer), repository));
        return output.LayerDigest!;
    }

    /// <summary>Uploads the only layer of an image, unless it is there, and puts the image.</summary>
    /// <returns>The image's digest.</returns>
    public async Task<string> PushAsync(string layer, string? tag = null, string repository = Name)
    {
        if (!await HasAsync(DigestOf(layer), repository))
        {
            await UploadAsync(Encoding.UTF8.GetBytes(layer), repository);
        }

        var output = await SendAsync(EcrModel.PutImage, Putting(ManifestOf(layer), tag, repository));
        return output.Image!.ImageId!.ImageDigest!;
    }

    public static PutImageInput Putting(string manifest, string? tag, string repository = Name) =>
        new()
        {
            RepositoryName = repository,
            ImageManifest = manifest,
            ImageTag = tag,
        };

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

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Door.DisposeAsync();
}
