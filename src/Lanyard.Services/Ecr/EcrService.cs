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
        EcrJson.Default.RepositoryRecord
    );

    private static readonly Collection<LayerRecord> LayerCollection = new("ecr.layers", EcrJson.Default.LayerRecord);
    private static readonly Collection<ImageRecord> ImageCollection = new("ecr.images", EcrJson.Default.ImageRecord);

    private EcrService(Repositories repositories, ServiceHost host)
    {
        Authorization = new EcrAuthorization(host.Sealer, host.Credentials, host.Time);
        Uploads = new LayerUploads(host.Blobs, host.Ids, host.Time);
        Downloads = new LayerDownloads(host.Blobs, host.Sealer, host.Time);
        Operations =
        [
            new CreateRepository(repositories, host.Time),
            new DescribeRepositories(repositories),
            new DeleteRepository(repositories),
            new GetAuthorizationToken(Authorization, host),
            new BatchGetImage(repositories),
            new GetDownloadUrlForLayer(repositories, Downloads, host),
            new BatchCheckLayerAvailability(repositories),
            new InitiateLayerUpload(repositories, Uploads),
            new UploadLayerPart(repositories, Uploads),
            new CompleteLayerUpload(repositories, Uploads),
            new PutImage(repositories, host.Time),
            new ListImages(repositories),
            new DescribeImages(repositories),
            new BatchDeleteImage(repositories),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>The passwords of registry clients.</summary>
    public EcrAuthorization Authorization { get; }

    /// <summary>The uploads that are under way.</summary>
    public LayerUploads Uploads { get; }

    /// <summary>The addresses of layers.</summary>
    public LayerDownloads Downloads { get; }

    /// <summary>Opens the repositories of a host's tables.</summary>
    public static async ValueTask<EcrService> OpenAsync(ServiceHost host, CancellationToken cancellationToken)
    {
        var repositories = await host.Records.OpenAsync(RepositoryCollection, cancellationToken);
        var layers = await host.Records.OpenAsync(LayerCollection, cancellationToken);
        var images = await host.Records.OpenAsync(ImageCollection, cancellationToken);
        return new EcrService(new Repositories(repositories, layers, images, host.Blobs), host);
    }

    /// <summary>Opens a layer by the address that <c>ecr:GetDownloadUrlForLayer</c> answered.</summary>
    /// <exception cref="AwsException">The address is not good any more.</exception>
    public async Task<Stream> OpenLayerAsync(Uri address, CancellationToken cancellationToken) =>
        await Downloads.OpenAsync(address.AbsolutePath, cancellationToken)
        ?? throw new AwsException("AccessDenied", "Request has expired", 403);
}
