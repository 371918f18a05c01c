using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Server.Tests.Composition;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Server.Tests.Registry;

/// <summary>A whole server with the repository <c>team/app</c>, and a client that is logged in as the administrator.</summary>
internal sealed class RunningRegistry : IAsyncDisposable
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private RunningRegistry(RunningServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Server.Endpoint };
    }

    public RunningServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<RunningRegistry> StartAsync(string? mutability = null)
    {
        var registry = new RunningRegistry(await RunningServer.StartAsync());
        await registry.Server.SendAsync(
            EcrModel.CreateRepository,
            new CreateRepositoryInput { RepositoryName = "team/app", ImageTagMutability = mutability }
        );
        var token = await registry.Server.SendAsync(EcrModel.GetAuthorizationToken, new GetAuthorizationTokenInput());
        registry.LogIn(token.AuthorizationData![0].AuthorizationToken!.Reveal());
        return registry;
    }

    public static Uri Path(string path) => new(path, UriKind.Relative);

    public static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    public static Task<string> TextAsync(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>The manifest of an image of one layer.</summary>
    public static byte[] Manifest(byte[] layer, byte[] config) =>
        Encoding.UTF8.GetBytes(
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

    public void LogIn(string token) =>
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", token);

    /// <summary>Logs in as a new user who may do these actions, and get a password.</summary>
    public async Task LogInAsAsync(string name, params string[] actions)
    {
        var allowed = string.Join(',', actions.Append("ecr:GetAuthorizationToken").Select(action => $"\"{action}\""));
        await Server.SendAsync(IamModel.CreateUser, new CreateUserInput { UserName = name });
        await Server.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = name,
                PolicyName = "p",
                PolicyDocument =
                    $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{allowed}}],"Resource":"*"}]}""",
            }
        );
        var key = await Server.SendAsync(IamModel.CreateAccessKey, new CreateAccessKeyInput { UserName = name });
        var token = await Server.SendAsync(
            EcrModel.GetAuthorizationToken,
            new GetAuthorizationTokenInput(),
            key.AccessKey!.AccessKeyId!,
            key.AccessKey.SecretAccessKey!
        );
        LogIn(token.AuthorizationData![0].AuthorizationToken!.Reveal());
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        byte[]? body = null,
        string? contentType = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, Path(path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Begins an upload.</summary>
    /// <returns>Where it goes on.</returns>
    public async Task<string> BeginAsync()
    {
        using var begun = await SendAsync(HttpMethod.Post, "/v2/team/app/blobs/uploads/");
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        return begun.Headers.Location!.ToString();
    }

    /// <summary>Uploads a layer in one request.</summary>
    public async Task UploadAsync(byte[] layer)
    {
        using var ended = await SendAsync(HttpMethod.Put, $"{await BeginAsync()}?digest={DigestOf(layer)}", layer);
        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
    }

    /// <summary>Pushes an image of one layer.</summary>
    /// <returns>Its manifest.</returns>
    public async Task<byte[]> PushAsync(byte[] layer, string reference)
    {
        var config = "{}"u8.ToArray();
        await UploadAsync(layer);
        await UploadAsync(config);
        var manifest = Manifest(layer, config);
        using var answer = await PutManifestAsync(manifest, reference);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return manifest;
    }

    public Task<HttpResponseMessage> PutManifestAsync(byte[] manifest, string reference) =>
        SendAsync(HttpMethod.Put, $"/v2/team/app/manifests/{reference}", manifest, ManifestType);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
