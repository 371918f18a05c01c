using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Server.Tests.Composition;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Server.Tests.Registry;

/// <summary>The registry as docker, skopeo and our own commands speak to it.</summary>
public sealed class RegistryTests : IAsyncLifetime
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly HttpClient _http = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.SendAsync(EcrModel.CreateRepository, new CreateRepositoryInput { RepositoryName = "team/app" });
        var token = await _server.SendAsync(EcrModel.GetAuthorizationToken, new GetAuthorizationTokenInput());
        _http.BaseAddress = _server.Server.Endpoint;
        LogIn(token.AuthorizationData![0].AuthorizationToken!.Reveal());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_pushed_is_pulled_to_the_byte()
    {
        var layer = RandomNumberGenerator.GetBytes(100_000);
        var manifest = await PushAsync(layer, "v1");

        using var answer = await _http.GetAsync(
            Path("/v2/team/app/manifests/v1"),
            TestContext.Current.CancellationToken
        );
        var pulled = await _http.GetByteArrayAsync(
            Path($"/v2/team/app/blobs/{DigestOf(layer)}"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ManifestType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(DigestOf(manifest), answer.Headers.GetValues("Docker-Content-Digest").Single());
        Assert.Equal(manifest, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(layer, pulled);
    }

    [Fact]
    public async Task Without_a_login_a_client_is_asked_for_one()
    {
        _http.DefaultRequestHeaders.Authorization = null;

        using var answer = await _http.GetAsync(Path("/v2/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Contains("service=\"ecr.amazonaws.com\"", $"{answer.Headers.WwwAuthenticate}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_none_of_ours_has_expired()
    {
        LogIn(Convert.ToBase64String("AWS:nonsense"u8.ToArray()));

        using var answer = await _http.GetAsync(Path("/v2/"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(
            "Your authorization token has expired. Reauthenticate and try again.",
            await Text(answer),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_unknown_repository_is_a_name_unknown()
    {
        using var answer = await _http.GetAsync(
            Path("/v2/nothing/manifests/v1"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var text = await Text(answer);
        Assert.Contains("NAME_UNKNOWN", text, StringComparison.Ordinal);
        Assert.Contains("does not exist in the registry with id", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_tag_is_a_manifest_unknown()
    {
        using var answer = await _http.GetAsync(
            Path("/v2/team/app/manifests/nothing"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(
            "\"MANIFEST_UNKNOWN\",\"message\":\"Requested image not found\"",
            await Text(answer),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_layer_with_another_digest_is_refused_and_not_kept()
    {
        using var begun = await _http.PostAsync(
            Path("/v2/team/app/blobs/uploads/"),
            content: null,
            TestContext.Current.CancellationToken
        );
        var wrong = DigestOf("other"u8.ToArray());

        using var content = new ByteArrayContent("bytes"u8.ToArray());
        using var answer = await _http.PutAsync(
            Path($"{begun.Headers.Location}?digest={wrong}"),
            content,
            TestContext.Current.CancellationToken
        );
        using var found = await _http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, Path($"/v2/team/app/blobs/{wrong}")),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("DIGEST_INVALID", await Text(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task A_layer_may_come_in_parts()
    {
        var layer = RandomNumberGenerator.GetBytes(50_000);
        using var begun = await _http.PostAsync(
            Path("/v2/team/app/blobs/uploads/"),
            content: null,
            TestContext.Current.CancellationToken
        );
        var location = begun.Headers.Location!;
        foreach (var part in layer.Chunk(20_000))
        {
            using var content = new ByteArrayContent(part);
            using var appended = await _http.PatchAsync(location, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Accepted, appended.StatusCode);
        }

        using var empty = new ByteArrayContent([]);
        using var ended = await _http.PutAsync(
            Path($"{location}?digest={DigestOf(layer)}"),
            empty,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        Assert.Equal(
            layer,
            await _http.GetByteArrayAsync(
                Path($"/v2/team/app/blobs/{DigestOf(layer)}"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task A_manifest_whose_layers_are_not_there_is_refused()
    {
        using var content = Manifest("missing"u8.ToArray(), "{}"u8.ToArray(), out _);

        using var answer = await _http.PutAsync(
            Path("/v2/team/app/manifests/v1"),
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("BLOB_UNKNOWN", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_and_repositories_are_listed()
    {
        await PushAsync("x"u8.ToArray(), "b");
        await PushAsync("x"u8.ToArray(), "a");

        Assert.Equal(
            """{"name":"team/app","tags":["a","b"]}""",
            await _http.GetStringAsync(Path("/v2/team/app/tags/list"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            """{"repositories":["team/app"]}""",
            await _http.GetStringAsync(Path("/v2/_catalog"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_pull_is_decided_by_the_policies_of_whom_the_password_stands_for()
    {
        await PushAsync("x"u8.ToArray(), "v1");
        await LogInAsAsync("puller", "ecr:GetAuthorizationToken");

        using var answer = await _http.GetAsync(
            Path("/v2/team/app/manifests/v1"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(
            "User: arn:aws:iam::000000000000:user/puller is not authorized to perform: ecr:BatchGetImage on resource: "
                + "arn:aws:ecr:us-east-1:000000000000:repository/team/app because no identity-based policy allows the "
                + "ecr:BatchGetImage action",
            await Text(answer),
            StringComparison.Ordinal
        );
    }

    private async Task LogInAsAsync(string name, string action)
    {
        await _server.SendAsync(IamModel.CreateUser, new CreateUserInput { UserName = name });
        await _server.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = name,
                PolicyName = "p",
                PolicyDocument =
                    $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"*"}]}""",
            }
        );
        var key = await _server.SendAsync(IamModel.CreateAccessKey, new CreateAccessKeyInput { UserName = name });
        var token = await _server.SendAsync(
            EcrModel.GetAuthorizationToken,
            new GetAuthorizationTokenInput(),
            key.AccessKey!.AccessKeyId!,
            key.AccessKey.SecretAccessKey!
        );
        LogIn(token.AuthorizationData![0].AuthorizationToken!.Reveal());
    }

    private async Task<byte[]> PushAsync(byte[] layer, string tag)
    {
        var config = "{}"u8.ToArray();
        foreach (var blob in (byte[][])[layer, config])
        {
            using var begun = await _http.PostAsync(
                Path("/v2/team/app/blobs/uploads/"),
                content: null,
                TestContext.Current.CancellationToken
            );
            using var bytes = new ByteArrayContent(blob);
            using var ended = await _http.PutAsync(
                Path($"{begun.Headers.Location}?digest={DigestOf(blob)}"),
                bytes,
                TestContext.Current.CancellationToken
            );
            Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
        }

        using var content = Manifest(layer, config, out var manifest);
        using var answer = await _http.PutAsync(
            Path($"/v2/team/app/manifests/{tag}"),
            content,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return manifest;
    }

    private static ByteArrayContent Manifest(byte[] layer, byte[] config, out byte[] manifest)
    {
        manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{DigestOf(
                config
            )}}","size":{{config.Length}}},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{DigestOf(
                layer
            )}}","size":{{layer.Length}}}]}
            """
        );
        var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        return content;
    }

    private void LogIn(string token) =>
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", token);

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static Task<string> Text(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
