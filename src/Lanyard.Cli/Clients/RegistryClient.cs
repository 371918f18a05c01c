using System.Net;
using System.Net.Http.Headers;
using Lanyard.Cli.Commands;
using Lanyard.Containers.Images;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Cli.Clients;

/// <summary>Pushes images to the built-in registry, as any registry client does.</summary>
internal sealed class RegistryClient : IDisposable
{
    private readonly HttpClient _http;

    private RegistryClient(HttpClient http) => _http = http;

    /// <summary>Logs in with the caller's credentials.</summary>
    public static async Task<RegistryClient> LogInAsync(AwsClient client, CancellationToken cancellationToken)
    {
        var output = await client.SendAsync(
            EcrModel.GetAuthorizationToken,
            new GetAuthorizationTokenInput(),
            cancellationToken
        );
        var http = new HttpClient { BaseAddress = client.Endpoint, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic",
            output.AuthorizationData![0].AuthorizationToken!.Reveal()
        );
        return new RegistryClient(http);
    }

    /// <summary>Pushes an image under a tag, unless the tag names it already; layers that are there are left out.</summary>
    /// <param name="progress">Hears of each part before it is sent; null when nobody looks.</param>
    public async Task PushAsync(
        IImageSource image,
        string repository,
        string tag,
        CancellationToken cancellationToken,
        IProgress<PushedPart>? progress = null
    )
    {
        // An immutable tag takes no second push, not even of the same image.
        if (await IsThereAsync(image, repository, tag, cancellationToken))
        {
            return;
        }

        foreach (var (index, blob) in image.Blobs.Index())
        {
            progress?.Report(new PushedPart(index + 1, image.Blobs.Count, blob.Size));
            await PushBlobAsync(image, blob, repository, cancellationToken);
        }

        using var content = new ReadOnlyMemoryContent(image.Manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(image.MediaType);
        using var answer = await _http.PutAsync(
            new Uri($"/v2/{repository}/manifests/{tag}", UriKind.Relative),
            content,
            cancellationToken
        );
        await CheckAsync(answer, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<bool> IsThereAsync(
        IImageSource image,
        string repository,
        string tag,
        CancellationToken cancellationToken
    )
    {
        using var question = new HttpRequestMessage(HttpMethod.Head, $"/v2/{repository}/manifests/{tag}");
        using var found = await _http.SendAsync(question, cancellationToken);
        return found.IsSuccessStatusCode
            && found.Headers.TryGetValues("Docker-Content-Digest", out var digests)
            && digests.Contains(Digest.Of(image.Manifest.Span).ToString(), StringComparer.Ordinal);
    }

    private async Task PushBlobAsync(
        IImageSource image,
        Descriptor blob,
        string repository,
        CancellationToken cancellationToken
    )
    {
        using var question = new HttpRequestMessage(HttpMethod.Head, $"/v2/{repository}/blobs/{blob.Digest}");
        using var found = await _http.SendAsync(question, cancellationToken);
        if (found.IsSuccessStatusCode)
        {
            return;
        }

        using var begun = await _http.PostAsync(
            new Uri($"/v2/{repository}/blobs/uploads/", UriKind.Relative),
            content: null,
            cancellationToken
        );
        await CheckAsync(begun, cancellationToken);
        await using var bytes = await image.OpenBlobAsync(blob.Digest, cancellationToken);
        using var content = new StreamContent(bytes);
        content.Headers.ContentLength = blob.Size;
        using var answer = await _http.PutAsync(
            new Uri($"{begun.Headers.Location}?digest={blob.Digest}", UriKind.Relative),
            content,
            cancellationToken
        );
        await CheckAsync(answer, cancellationToken);
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            throw answer.StatusCode == HttpStatusCode.NotFound
                ? CommandException.Misuse(
                    $"the registry does not know the repository: {body}",
                    "create it first with `aws ecr create-repository`"
                )
                : CommandException.Failed(
                    $"the registry answered {(int)answer.StatusCode}: {body}",
                    "see what the server wrote"
                );
        }
    }
}
