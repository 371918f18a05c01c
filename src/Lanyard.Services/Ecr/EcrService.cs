using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.Ecr;

/// <summary>Amazon Elastic Container Registry. Repository policies, scanning and lifecycle rules are not there.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html" />
public sealed class EcrService : IService
{
    private static readonly Collection<RepositoryRecord> RepositoryCollection = new(
        "ecr.repositories",
        () => EcrJson.Default.RepositoryRecord
    );

    private static readonly Collection<LayerRecord> LayerCollection = new(
        "ecr.layers",
        () => EcrJson.Default.LayerRecord
    );
    private static readonly Collection<ImageRecord> ImageCollection = new(
        "ecr.images",
        () => EcrJson.Default.ImageRecord
    );

    private readonly EcrAuthorization _authorization;
    private readonly LayerDownloads _downloads;

    private EcrService(Repositories repositories, Layers layers, ServiceHost host)
    {
        _authorization = new EcrAuthorization(host.Sealer, host.Credentials, host.Time);
        _downloads = new LayerDownloads(host.Blobs, host.Sealer, host.Time);
        var uploads = new LayerUploads(host.Blobs, host.Ids, host.Time);
        Operations =
        [
            new CreateRepository(repositories, host.Time),
            new DescribeRepositories(repositories),
            new DeleteRepository(repositories, layers),
            new GetAuthorizationToken(_authorization, host),
            new BatchGetImage(repositories),
            new GetDownloadUrlForLayer(repositories, layers, _downloads, host),
            new BatchCheckLayerAvailability(repositories, layers),
            new InitiateLayerUpload(repositories, uploads),
            new UploadLayerPart(repositories, uploads),
            new CompleteLayerUpload(repositories, layers, uploads),
            new PutImage(repositories, layers, host.Time),
            new ListImages(repositories),
            new DescribeImages(repositories),
            new BatchDeleteImage(repositories, layers),
        ];
    }

    /// <summary>The path below which the addresses of layers are.</summary>
    public static string LayersPath => LayerDownloads.Path;

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the repositories of a host's tables.</summary>
    public static async ValueTask<EcrService> OpenAsync(ServiceHost host, CancellationToken cancellationToken)
    {
        var repositories = await host.Records.OpenAsync(RepositoryCollection, cancellationToken);
        var layers = await host.Records.OpenAsync(LayerCollection, cancellationToken);
        var images = await host.Records.OpenAsync(ImageCollection, cancellationToken);
        return new EcrService(
            new Repositories(host.Records, repositories, images),
            new Layers(host.Records, layers, host.Blobs),
            host
        );
    }

    /// <summary>Finds whom the password of a registry client stands for; null when it is not good, or not any more.</summary>
    public EcrGrant? Resolve(string password) => _authorization.Resolve(password);

    /// <summary>Opens a layer by the path of its address; null when that is not good, or not any more.</summary>
    public ValueTask<Stream?> OpenLayerAsync(string path, CancellationToken cancellationToken) =>
        _downloads.OpenAsync(path, cancellationToken);

    /// <summary>Opens a layer by the address that <c>ecr:GetDownloadUrlForLayer</c> answered.</summary>
    /// <exception cref="AwsException">The address is not good any more.</exception>
    public async Task<Stream> OpenLayerAsync(Uri address, CancellationToken cancellationToken) =>
        await OpenLayerAsync(address.AbsolutePath, cancellationToken)
        ?? throw new AwsException("AccessDenied", "Request has expired", 403);
}
