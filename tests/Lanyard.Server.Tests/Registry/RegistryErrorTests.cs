using System.Net;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Server.Tests.Registry;

/// <summary>What the registry answers when it does not do what it is asked.</summary>
public sealed class RegistryErrorTests : IAsyncLifetime
{
    private const string Expired = "Your authorization token has expired. Reauthenticate and try again.";

    private static readonly byte[] Layer = "layer"u8.ToArray();
    private static readonly string Digest = RunningRegistry.DigestOf(Layer);

    private RunningRegistry _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RunningRegistry.StartAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task Without_a_login_a_client_is_asked_for_one()
    {
        _registry.Http.DefaultRequestHeaders.Authorization = null;

        using var answer = await _registry.SendAsync(HttpMethod.Get, "/v2/");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(
            $"Basic realm=\"{_registry.Http.BaseAddress}\",service=\"ecr.amazonaws.com\"",
            $"{answer.Headers.WwwAuthenticate}"
        );
        Assert.Equal("registry/2.0", answer.Headers.GetValues("Docker-Distribution-Api-Version").Single());
        Assert.StartsWith("Not Authorized", await RunningRegistry.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_is_none_of_ours_has_expired()
    {
        _registry.LogIn(Convert.ToBase64String("AWS:nonsense"u8.ToArray()));

        using var answer = await _registry.SendAsync(HttpMethod.Get, "/v2/");

        await AssertAsync(answer, HttpStatusCode.Forbidden, "DENIED", Expired);
    }

    [Fact]
    public async Task A_password_has_expired_with_the_key_it_was_asked_with()
    {
        await _registry.LogInAsAsync("leaver", "ecr:*");
        var keys = await _registry.Server.SendAsync(
            IamModel.ListAccessKeys,
            new ListAccessKeysInput { UserName = "leaver" }
        );
        await _registry.Server.SendAsync(
            IamModel.DeleteAccessKey,
            new DeleteAccessKeyInput { UserName = "leaver", AccessKeyId = keys.AccessKeyMetadata![0].AccessKeyId }
        );

        using var answer = await _registry.SendAsync(HttpMethod.Get, "/v2/");

        await AssertAsync(answer, HttpStatusCode.Forbidden, "DENIED", Expired);
    }

    [Fact]
    public async Task A_password_is_good_in_its_own_region_alone()
    {
        using var own = await _registry.SendAsync(
            HttpMethod.Get,
            "/v2/",
            headers: ("Host", "000000000000.dkr.ecr.us-east-1.amazonaws.com")
        );
        using var other = await _registry.SendAsync(
            HttpMethod.Get,
            "/v2/",
            headers: ("Host", "000000000000.dkr.ecr.eu-west-1.amazonaws.com")
        );

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        await AssertAsync(other, HttpStatusCode.Forbidden, "DENIED", Expired);
    }

    [Fact]
    public async Task The_host_name_says_whose_registry_is_meant()
    {
        using var answer = await _registry.SendAsync(
            HttpMethod.Get,
            "/v2/team/app/tags/list",
            headers: ("Host", "444455556666.dkr.ecr.us-east-1.amazonaws.com")
        );

        await AssertAsync(
            answer,
            HttpStatusCode.Forbidden,
            "DENIED",
            "ecr:ListImages on resource: arn:aws:ecr:us-east-1:444455556666:repository/team/app"
        );
    }

    [Theory]
    [InlineData("GET", "/v2/nothing/manifests/v1")]
    [InlineData("POST", "/v2/nothing/blobs/uploads/")]
    [InlineData("GET", "/v2/nothing/tags/list")]
    public async Task An_unknown_repository_is_a_name_unknown(string method, string path)
    {
        using var answer = await _registry.SendAsync(new HttpMethod(method), path);

        await AssertAsync(
            answer,
            HttpStatusCode.NotFound,
            "NAME_UNKNOWN",
            "The repository with name 'nothing' does not exist in the registry with id '000000000000'"
        );
    }

    [Fact]
    public async Task A_name_that_no_repository_can_have_is_invalid()
    {
        using var answer = await _registry.SendAsync(HttpMethod.Get, "/v2/Team/manifests/v1");

        await AssertAsync(answer, HttpStatusCode.BadRequest, "NAME_INVALID", "Invalid parameter at 'repositoryName'");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("sha256:0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task An_unknown_image_is_a_manifest_unknown(string reference)
    {
        using var answer = await _registry.SendAsync(HttpMethod.Get, $"/v2/team/app/manifests/{reference}");

        await AssertAsync(answer, HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", "Requested image not found");
    }

    [Fact]
    public async Task An_unknown_layer_is_a_blob_unknown()
    {
        using var answer = await _registry.SendAsync(HttpMethod.Get, $"/v2/team/app/blobs/{Digest}");

        await AssertAsync(answer, HttpStatusCode.NotFound, "BLOB_UNKNOWN", Digest);
    }

    [Fact]
    public async Task A_manifest_whose_layers_are_not_there_is_refused()
    {
        using var answer = await _registry.PutManifestAsync(RunningRegistry.Manifest(Layer, Layer), "v1");

        await AssertAsync(answer, HttpStatusCode.NotFound, "BLOB_UNKNOWN", Digest);
    }

    [Fact]
    public async Task What_is_no_manifest_is_invalid()
    {
        using var json = await _registry.PutManifestAsync("no json"u8.ToArray(), "v1");
        using var text = await _registry.PutManifestAsync([(byte)'"', 0xFF, (byte)'"'], "v1");
        using var large = await _registry.PutManifestAsync(new byte[(4 * 1024 * 1024) + 1], "v1");

        await AssertAsync(json, HttpStatusCode.BadRequest, "MANIFEST_INVALID", "ImageManifest");
        await AssertAsync(text, HttpStatusCode.BadRequest, "MANIFEST_INVALID", "UTF-8");
        await AssertAsync(large, HttpStatusCode.BadRequest, "MANIFEST_INVALID", "4 MiB");
    }

    [Fact]
    public async Task A_manifest_under_another_digest_is_refused()
    {
        var manifest = await _registry.PushAsync(Layer, "v1");

        using var answer = await _registry.PutManifestAsync(manifest, Digest);

        await AssertAsync(answer, HttpStatusCode.BadRequest, "DIGEST_INVALID", RunningRegistry.DigestOf(manifest));
    }

    [Fact]
    public async Task A_tag_that_no_client_could_name_is_invalid()
    {
        var manifest = await _registry.PushAsync(Layer, "v1");

        using var answer = await _registry.PutManifestAsync(manifest, "-v1");

        await AssertAsync(answer, HttpStatusCode.BadRequest, "TAG_INVALID", "imageTag");
    }

    [Fact]
    public async Task An_immutable_tag_takes_no_second_push()
    {
        await using var registry = await RunningRegistry.StartAsync("IMMUTABLE");
        var manifest = await registry.PushAsync(Layer, "v1");

        using var answer = await registry.PutManifestAsync(manifest, "v1");

        await AssertAsync(
            answer,
            HttpStatusCode.BadRequest,
            "TAG_INVALID",
            "The image tag 'v1' already exists in the 'team/app' repository and cannot be overwritten because the tag is "
                + "immutable."
        );
    }

    [Theory]
    [InlineData("DELETE", "/v2/team/app/blobs/sha256:00")]
    [InlineData("POST", "/v2/team/app/manifests/v1")]
    public async Task What_ECR_does_not_do_is_unsupported(string method, string path)
    {
        using var answer = await _registry.SendAsync(new HttpMethod(method), path);

        await AssertAsync(answer, HttpStatusCode.MethodNotAllowed, "UNSUPPORTED", "");
    }

    [Fact]
    public async Task An_address_of_a_layer_that_was_never_handed_out_is_refused()
    {
        using var answer = await _registry.SendAsync(HttpMethod.Get, "/_layers/nonsense");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_of_a_layer_needs_no_login()
    {
        await _registry.UploadAsync(Layer);
        var output = await _registry.Server.SendAsync(
            EcrModel.GetDownloadUrlForLayer,
            new GetDownloadUrlForLayerInput { RepositoryName = "team/app", LayerDigest = Digest }
        );
        _registry.Http.DefaultRequestHeaders.Authorization = null;

        var bytes = await _registry.Http.GetByteArrayAsync(
            new Uri(output.DownloadUrl!),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(Layer, bytes);
    }

    [Theory]
    [InlineData("GET", "/v2/team/app/manifests/v1", "ecr:BatchGetImage")]
    [InlineData("GET", "/v2/team/app/blobs/DIGEST", "ecr:GetDownloadUrlForLayer")]
    [InlineData("POST", "/v2/team/app/blobs/uploads/", "ecr:InitiateLayerUpload")]
    [InlineData("GET", "UPLOAD", "ecr:UploadLayerPart")]
    [InlineData("PATCH", "UPLOAD", "ecr:UploadLayerPart")]
    [InlineData("PUT", "UPLOAD?digest=DIGEST", "ecr:CompleteLayerUpload")]
    [InlineData("PUT", "/v2/team/app/manifests/v1", "ecr:PutImage")]
    [InlineData("DELETE", "/v2/team/app/manifests/v1", "ecr:BatchDeleteImage")]
    [InlineData("GET", "/v2/team/app/tags/list", "ecr:ListImages")]
    public async Task A_request_is_decided_by_the_policies_of_whom_the_password_stands_for(
        string method,
        string path,
        string action
    )
    {
        var upload = await _registry.BeginAsync();
        await _registry.LogInAsAsync("puller");

        using var answer = await _registry.SendAsync(
            new HttpMethod(method),
            path.Replace("UPLOAD", upload, StringComparison.Ordinal)
                .Replace("DIGEST", Digest, StringComparison.Ordinal),
            BodyOf(method, path)
        );

        await AssertAsync(
            answer,
            HttpStatusCode.Forbidden,
            "DENIED",
            $"User: arn:aws:iam::000000000000:user/puller is not authorized to perform: {action} on resource: "
                + $"arn:aws:ecr:us-east-1:000000000000:repository/team/app because no identity-based policy allows the {action} "
                + "action"
        );
    }

    [Fact]
    public async Task Whether_a_layer_is_there_is_not_told_to_everybody()
    {
        await _registry.UploadAsync(Layer);
        await _registry.LogInAsAsync("puller");

        using var answer = await _registry.SendAsync(HttpMethod.Head, $"/v2/team/app/blobs/{Digest}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task The_actions_that_AWS_names_are_enough_to_push()
    {
        await _registry.LogInAsAsync(
            "pusher",
            "ecr:BatchCheckLayerAvailability",
            "ecr:InitiateLayerUpload",
            "ecr:UploadLayerPart",
            "ecr:CompleteLayerUpload",
            "ecr:PutImage"
        );

        var manifest = await _registry.PushAsync(Layer, "v1");

        Assert.NotEmpty(manifest);
    }

    // A PUT without a body has no part to ask leave for, so that its end alone is decided.
    private static byte[]? BodyOf(string method, string path) =>
        method switch
        {
            "PATCH" => [1],
            "PUT" when path.Contains("manifests", StringComparison.Ordinal) => RunningRegistry.Manifest(Layer, Layer),
            "PUT" => [],
            _ => null,
        };

    private static async Task AssertAsync(
        HttpResponseMessage answer,
        HttpStatusCode status,
        string code,
        string message
    )
    {
        var text = System.Text.RegularExpressions.Regex.Unescape(await RunningRegistry.TextAsync(answer));
        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith($$"""{"errors":[{"code":"{{code}}","message":""", text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }
}
