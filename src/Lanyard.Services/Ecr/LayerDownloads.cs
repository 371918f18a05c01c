using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Sealing;

namespace Lanyard.Services.Ecr;

/// <summary>
/// The addresses that <c>ecr:GetDownloadUrlForLayer</c> hands out. The decision was made when the address was given: it
/// opens one layer, for an hour, to whoever holds it, as S3's presigned addresses do.
/// </summary>
public sealed class LayerDownloads
{
    /// <summary>The path under which they are served.</summary>
    public const string Path = "/_layers/";

    private const string Purpose = "ecr-layer-download";

    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly IBlobStore _blobs;
    private readonly Sealer _sealer;
    private readonly TimeProvider _time;

    internal LayerDownloads(IBlobStore blobs, Sealer sealer, TimeProvider time)
    {
        _blobs = blobs;
        _sealer = sealer;
        _time = time;
    }

    /// <summary>The address of a layer.</summary>
    internal Uri AddressOf(Uri endpoint, string digest)
    {
        var expires = (_time.GetUtcNow() + Life).ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"{expires} {digest}");
        return new Uri(endpoint, Path + Base64Url.EncodeToString(_sealer.Seal(Encoding.UTF8.GetBytes(text), Purpose)));
    }

    /// <summary>Opens what an address names; null when it is none of ours, is too old, or the layer is gone.</summary>
    /// <param name="path">The address's path.</param>
    public async ValueTask<Stream?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!path.StartsWith(Path, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            var token = Base64Url.DecodeFromChars(path.AsSpan(Path.Length));
            var parts = Encoding.UTF8.GetString(_sealer.Open(token, Purpose)).Split(' ');
            var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return expires > _time.GetUtcNow()
                ? await _blobs.OpenReadAsync(Repositories.BlobOf(parts[1]), cancellationToken)
                : null;
        }
        catch (Exception error) when (error is FormatException or StoreException)
        {
            return null;
        }
    }
}
