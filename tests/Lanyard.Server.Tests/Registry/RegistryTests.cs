using System.Net;
using System.Security.Cryptography;

namespace Lanyard.Server.Tests.Registry;

/// <summary>Pulling, pushing manifests and listing, as docker, skopeo and our own commands do.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private RunningRegistry _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RunningRegistry.StartAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task What_was_pushed_is_pulled_to_the_byte()
    {
        var layer = RandomNumberGenerator.GetBytes(100_000);
        var manifest = await _registry.PushAsync(layer, "v1");

        using var answer = await _registry.SendAsync(HttpMethod.Get, "/v2/team/app/manifests/v1");
        var pulled = await _registry.Http.GetByteArrayAsync(
            RunningRegistry.Path($"/v2/team/app/blobs/{RunningRegistry.DigestOf(layer)}"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(RunningRegistry.ManifestType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(RunningRegistry.DigestOf(manifest), answer.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(manifest, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(layer, pulled);
    }

    [Fact]
    public async Task HEAD_says_what_GET_would_without_the_body()
    {
        var layer = RandomNumberGenerator.GetBytes(1234);
        var manifest = await _registry.PushAsync(layer, "v1");

        using var image = await _registry.SendAsync(HttpMethod.Head, "/v2/team/app/manifests/v1");
        using var blob = await _registry.SendAsync(
            HttpMethod.Head,
            $"/v2/team/app/blobs/{RunningRegistry.DigestOf(layer)}"
        );

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (image.StatusCode, blob.StatusCode));
        Assert.Equal(manifest.Length, image.Content.Headers.ContentLength);
        Assert.Equal(RunningRegistry.DigestOf(manifest), image.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(1234, blob.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_broken_pull_goes_on_where_it_broke_off()
    {
        var layer = RandomNumberGenerator.GetBytes(1000);
        await _registry.UploadAsync(layer);

        using var rest = await _registry.SendAsync(
            HttpMethod.Get,
            $"/v2/team/app/blobs/{RunningRegistry.DigestOf(layer)}",
            headers: ("Range", "bytes=600-")
        );

        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal("bytes 600-999/1000", rest.Content.Headers.ContentRange!.ToString());
        Assert.Equal(layer[600..], await rest.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_image_is_pushed_by_digest_without_a_tag()
    {
        var layer = "x"u8.ToArray();
        var manifest = RunningRegistry.Manifest(layer, "{}"u8.ToArray());
        var digest = RunningRegistry.DigestOf(manifest);

        await _registry.PushAsync(layer, digest);

        using var found = await _registry.SendAsync(HttpMethod.Get, $"/v2/team/app/manifests/{digest}");
        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        Assert.Equal(
            """{"name":"team/app","tags":[]}""",
            await _registry.Http.GetStringAsync(
                RunningRegistry.Path("/v2/team/app/tags/list"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task The_same_image_is_pushed_again_without_complaint()
    {
        var manifest = await _registry.PushAsync("x"u8.ToArray(), "v1");

        using var again = await _registry.PutManifestAsync(manifest, "v1");

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(RunningRegistry.DigestOf(manifest), again.Headers.GetValues("Docker-Content-Digest").Single());
    }

    [Fact]
    public async Task An_image_is_deleted_by_its_tag()
    {
        await _registry.PushAsync("x"u8.ToArray(), "v1");

        using var deleted = await _registry.SendAsync(HttpMethod.Delete, "/v2/team/app/manifests/v1");
        using var again = await _registry.SendAsync(HttpMethod.Delete, "/v2/team/app/manifests/v1");

        Assert.Equal(HttpStatusCode.Accepted, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task Tags_and_repositories_are_listed()
    {
        await _registry.PushAsync("x"u8.ToArray(), "b");
        await _registry.PushAsync("x"u8.ToArray(), "a");

        Assert.Equal(
            """{"name":"team/app","tags":["a","b"]}""",
            await _registry.Http.GetStringAsync(
                RunningRegistry.Path("/v2/team/app/tags/list"),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(
            """{"repositories":["team/app"]}""",
            await _registry.Http.GetStringAsync(
                RunningRegistry.Path("/v2/_catalog"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Tags_come_in_pages_when_a_client_says_how_long()
    {
        foreach (var tag in (string[])["a", "b", "c"])
        {
            await _registry.PushAsync("x"u8.ToArray(), tag);
        }

        using var first = await _registry.SendAsync(HttpMethod.Get, "/v2/team/app/tags/list?n=2");
        using var second = await _registry.SendAsync(HttpMethod.Get, "/v2/team/app/tags/list?n=2&last=b");
        using var bad = await _registry.SendAsync(HttpMethod.Get, "/v2/team/app/tags/list?n=many");

        Assert.Equal("""{"name":"team/app","tags":["a","b"]}""", await RunningRegistry.TextAsync(first));
        Assert.Equal("</v2/team/app/tags/list?n=2&last=b>; rel=\"next\"", first.Headers.GetValues("Link").Single());
        Assert.Equal("""{"name":"team/app","tags":["c"]}""", await RunningRegistry.TextAsync(second));
        Assert.False(second.Headers.Contains("Link"));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }
}
