using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Testing;

namespace Lanyard.Server.Tests.Registry;

/// <summary>Layers on their way in: whole, in parts, broken off and gone on with.</summary>
public sealed class RegistryUploadTests : IAsyncLifetime
{
    private RunningRegistry _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RunningRegistry.StartAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_layer_may_come_in_parts()
    {
        var layer = RandomNumberGenerator.GetBytes(50_000);
        var location = await _registry.BeginAsync();
        foreach (var part in layer.Chunk(20_000))
        {
            using var appended = await _registry.SendAsync(HttpMethod.Patch, location, part);
            Assert.Equal(HttpStatusCode.Accepted, appended.StatusCode);
        }

        using var ended = await _registry.SendAsync(
            HttpMethod.Put,
            $"{location}?digest={RunningRegistry.DigestOf(layer)}",
            []
        );

        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        Assert.Equal(layer, await PullAsync(layer));
    }

    [Fact]
    public async Task A_layer_may_come_with_the_request_that_begins()
    {
        var layer = RandomNumberGenerator.GetBytes(1000);
        var digest = RunningRegistry.DigestOf(layer);

        using var answer = await _registry.SendAsync(
            HttpMethod.Post,
            $"/v2/team/app/blobs/uploads/?digest={digest}",
            layer
        );

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/v2/team/app/blobs/{digest}", answer.Headers.Location!.ToString());
        Assert.Equal(layer, await PullAsync(layer));
    }

    [Fact]
    public async Task A_mount_from_another_repository_begins_an_upload()
    {
        using var answer = await _registry.SendAsync(
            HttpMethod.Post,
            $"/v2/team/app/blobs/uploads/?mount={RunningRegistry.DigestOf([1])}&from=other"
        );

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.StartsWith("/v2/team/app/blobs/uploads/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_layer_streams_through()
    {
        var layer = new byte[20_000_000];
        new Random(1).NextBytes(layer);

        await _registry.UploadAsync(layer);

        Assert.Equal(RunningRegistry.DigestOf(layer), RunningRegistry.DigestOf(await PullAsync(layer)));
    }

    [Fact]
    public async Task A_layer_that_many_push_at_once_is_there_for_all_of_them()
    {
        var layer = RandomNumberGenerator.GetBytes(200_000);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _registry.UploadAsync(layer)));

        Assert.Equal(layer, await PullAsync(layer));
    }

    [Fact]
    public async Task A_layer_with_another_digest_is_refused_and_not_kept()
    {
        var wrong = RunningRegistry.DigestOf("other"u8.ToArray());
        var location = await _registry.BeginAsync();

        using var answer = await _registry.SendAsync(HttpMethod.Put, $"{location}?digest={wrong}", "bytes"u8.ToArray());
        using var found = await _registry.SendAsync(HttpMethod.Head, $"/v2/team/app/blobs/{wrong}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("DIGEST_INVALID", await RunningRegistry.TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task An_upload_that_broke_off_says_how_far_it_is_and_goes_on_from_there()
    {
        var layer = RandomNumberGenerator.GetBytes(100);
        var location = await _registry.BeginAsync();

        using (await SendHalfAsync(location, layer[..40], announced: 100))
        {
            await Eventually.SeesAsync(
                "the first 40 bytes to be there",
                () => RangeAsync(location),
                range => range == "0-39"
            );
        }

        using var rest = await _registry.SendAsync(
            HttpMethod.Patch,
            location,
            layer[40..],
            headers: ("Content-Range", "40-99")
        );
        using var ended = await _registry.SendAsync(
            HttpMethod.Put,
            $"{location}?digest={RunningRegistry.DigestOf(layer)}",
            []
        );

        Assert.Equal(HttpStatusCode.Accepted, rest.StatusCode);
        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        Assert.Equal(layer, await PullAsync(layer));
    }

    [Theory]
    [InlineData("0-4", "0-9")]
    [InlineData("20-24", "0-9")]
    public async Task A_part_that_does_not_follow_is_told_how_far_the_upload_is(string range, string received)
    {
        var location = await _registry.BeginAsync();
        using var first = await _registry.SendAsync(HttpMethod.Patch, location, new byte[10]);

        using var answer = await _registry.SendAsync(
            HttpMethod.Patch,
            location,
            new byte[5],
            headers: ("Content-Range", range)
        );

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal(received, answer.Headers.GetValues("Range").Single());
        Assert.Equal(location, answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("GET", "00000000-0000-0000-0000-000000000000")]
    [InlineData("PATCH", "00000000-0000-0000-0000-000000000000")]
    [InlineData("PUT", "00000000-0000-0000-0000-000000000000")]
    [InlineData("PATCH", "nonsense")]
    public async Task An_upload_that_was_never_begun_is_unknown(string method, string id)
    {
        using var answer = await _registry.SendAsync(
            new HttpMethod(method),
            $"/v2/team/app/blobs/uploads/{id}?digest={RunningRegistry.DigestOf([1])}",
            method == "GET" ? null : [1]
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("BLOB_UPLOAD_UNKNOWN", await RunningRegistry.TextAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?digest=nonsense")]
    public async Task An_upload_does_not_end_without_a_digest(string query)
    {
        using var answer = await _registry.SendAsync(HttpMethod.Put, $"{await _registry.BeginAsync()}{query}", [1]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("DIGEST_INVALID", await RunningRegistry.TextAsync(answer), StringComparison.Ordinal);
    }

    private async Task<string> RangeAsync(string location)
    {
        using var answer = await _registry.SendAsync(HttpMethod.Get, location);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return answer.Headers.GetValues("Range").Single();
    }

    private Task<byte[]> PullAsync(byte[] layer) =>
        _registry.Http.GetByteArrayAsync(
            RunningRegistry.Path($"/v2/team/app/blobs/{RunningRegistry.DigestOf(layer)}"),
            TestContext.Current.CancellationToken
        );

    // Whoever disposes the peer breaks the request off.
    private async Task<TcpClient> SendHalfAsync(string path, byte[] half, int announced)
    {
        var endpoint = _registry.Http.BaseAddress!;
        var peer = new TcpClient();
        await peer.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"PATCH {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nAuthorization: {_registry.Http.DefaultRequestHeaders.Authorization}\r\nContent-Length: {announced}\r\n\r\n"
        );
        await peer.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        await peer.GetStream().WriteAsync(half, TestContext.Current.CancellationToken);
        return peer;
    }
}
