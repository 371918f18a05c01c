using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lanyard.Wire;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Signing;

namespace Lanyard.Server.Tests.Gateway;

/// <summary>The APIs over HTTP, as clients see them.</summary>
public sealed class GatewayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signed_call_is_answered()
    {
        await using var lab = await ServerLab.StartAsync();

        var identity = await lab.Administrator.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());

        Assert.Equal("arn:aws:iam::000000000000:user/administrator", identity.Arn);
    }

    [Fact]
    public async Task Error_of_a_JSON_service_has_its_type_and_the_request_id()
    {
        await using var lab = await ServerLab.StartAsync();
        var request = SecretsManagerModel.GetSecretValue.WriteInput(new GetSecretValueInput { SecretId = "none" });

        using var answer = await lab.Administrator.SendAsync(request, "secretsmanager");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/x-amz-json-1.1", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.Contains("x-amzn-RequestId"));
        Assert.Equal(
            """{"__type":"ResourceNotFoundException","message":"Secrets Manager can't find the specified secret."}""",
            await TextOf(answer)
        );
    }

    [Fact]
    public async Task Error_of_a_query_service_is_XML_with_the_request_id_inside()
    {
        await using var lab = await ServerLab.StartAsync();
        var request = IamModel.GetRole.WriteInput(new GetRoleInput { RoleName = "none" });

        using var answer = await lab.Administrator.SendAsync(request, "iam");

        var id = Assert.Single(answer.Headers.GetValues("x-amzn-RequestId"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        var text = await TextOf(answer);
        Assert.StartsWith(
            "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("<Type>Sender</Type><Code>NoSuchEntity</Code>", text, StringComparison.Ordinal);
        Assert.Contains($"<RequestId>{id}</RequestId>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_S3_names_the_resource()
    {
        await using var lab = await ServerLab.StartAsync();
        var request = S3Model.GetObject.WriteInput(new GetObjectInput { Bucket = "nobodys", Key = "a" });

        using var answer = await lab.Administrator.SendAsync(request, "s3");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType?.MediaType);
        var text = await TextOf(answer);
        Assert.Contains("<Code>NoSuchBucket</Code>", text, StringComparison.Ordinal);
        Assert.Contains("<Resource>/nobodys/a</Resource>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secretsmanager", "UnrecognizedClientException", HttpStatusCode.BadRequest)]
    [InlineData("iam", "InvalidClientTokenId", HttpStatusCode.Forbidden)]
    [InlineData("s3", "InvalidAccessKeyId", HttpStatusCode.Forbidden)]
    public async Task Unknown_key_is_refused_with_the_code_of_the_service(
        string service,
        string code,
        HttpStatusCode status
    )
    {
        await using var lab = await ServerLab.StartAsync();
        var stranger = lab.ClientOf(new SigningCredentials("AKIAAAAAAAAAAAAAAAAA", new Secret("wrong")));
        var request = service switch
        {
            "s3" => S3Model.ListBuckets.WriteInput(new ListBucketsInput()),
            "iam" => IamModel.ListUsers.WriteInput(new ListUsersInput()),
            _ => SecretsManagerModel.ListSecrets.WriteInput(new ListSecretsInput()),
        };

        using var answer = await stranger.SendAsync(request, service);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(code, await TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Path_is_signed_as_it_was_sent()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        const string Key = "a b/ü+%2F//c";

        await PutAsync(lab, Key, "text");
        var got = await lab.Administrator.SendAsync(
            S3Model.GetObject,
            new GetObjectInput { Bucket = "bucket", Key = Key }
        );

        Assert.Equal(4, got.ContentLength);
    }

    [Fact]
    public async Task Answer_to_HEAD_has_the_length_and_no_body()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        await PutAsync(lab, "key", "text");
        var request = S3Model.HeadObject.WriteInput(new HeadObjectInput { Bucket = "bucket", Key = "key" });

        using var answer = await lab.Administrator.SendAsync(request, "s3");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(4, answer.Content.Headers.ContentLength);
        Assert.Empty(await TextOf(answer));
    }

    [Fact]
    public async Task Error_to_HEAD_is_a_status_alone()
    {
        await using var lab = await ServerLab.StartAsync();
        var request = S3Model.HeadObject.WriteInput(new HeadObjectInput { Bucket = "nobodys", Key = "key" });

        using var answer = await lab.Administrator.SendAsync(request, "s3");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await TextOf(answer));
    }

    [Fact]
    public async Task Body_larger_than_any_API_takes_is_refused()
    {
        await using var lab = await ServerLab.StartAsync();
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/",
            Headers = { ["X-Amz-Target"] = "secretsmanager.GetSecretValue" },
            Body = new byte[(28 * 1024 * 1024) + 1],
        };

        using var answer = await lab.Administrator.SendAsync(request, "secretsmanager");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Signed_key_below_v2_is_an_object_and_not_the_registry()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        await PutAsync(lab, "v2/library", "text");
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/v2/library",
            Headers = { ["Host"] = "bucket.s3.localhost" },
        };

        using var answer = await lab.Administrator.SendAsync(request, "s3");

        Assert.Equal("text", await TextOf(answer));
    }

    [Fact]
    public async Task Header_that_a_read_asks_for_is_sent_in_ISO_8859_1()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        await PutAsync(lab, "key", "text");
        var request = S3Model.GetObject.WriteInput(
            new GetObjectInput
            {
                Bucket = "bucket",
                Key = "key",
                ResponseContentDisposition = "attachment; filename=\u00fc.txt",
            }
        );

        var (status, headers) = await RawAsync(lab, request);

        Assert.Equal(200, status);
        Assert.Contains("Content-Disposition: attachment; filename=\u00fc.txt", headers);
    }

    [Fact]
    public async Task Stored_headers_come_back_to_the_byte()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        var put = S3Model.PutObject.WriteInput(
            new PutObjectInput
            {
                Bucket = "bucket",
                Key = "key",
                Body = new MemoryStream("text"u8.ToArray()),
                ContentDisposition = "attachment; filename=\u00fc\u4f60.txt",
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "\u00c4" },
            }
        );
        (put.Body, put.BodyStream) = ("text"u8.ToArray(), null);

        var (stored, _) = await RawAsync(lab, put);
        var (status, headers) = await RawAsync(
            lab,
            S3Model.HeadObject.WriteInput(new HeadObjectInput { Bucket = "bucket", Key = "key" })
        );

        Assert.Equal((200, 200), (stored, status));
        var sent = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("attachment; filename=\u00fc\u4f60.txt"));
        Assert.Contains($"Content-Disposition: {sent}", headers);
        Assert.Contains("x-amz-meta-name: =?UTF-8?B?w4PChA==?=", headers);
    }

    [Fact]
    public async Task Server_does_not_say_what_it_is_made_of()
    {
        await using var lab = await ServerLab.StartAsync();

        using var answer = await lab.Http.GetAsync(lab.Server.Endpoint, Token);

        Assert.Empty(answer.Headers.Server);
    }

    private static Task<PutObjectOutput> PutAsync(ServerLab lab, string key, string text) =>
        lab.Administrator.SendAsync(
            S3Model.PutObject,
            new PutObjectInput
            {
                Bucket = "bucket",
                Key = key,
                Body = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            }
        );

    // Sends UTF-8 and reads ISO 8859-1, byte by byte: HttpClient would not send such headers.
    private static async Task<(int Status, string[] Headers)> RawAsync(ServerLab lab, WireRequest request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(lab.Server.Endpoint.Host, lab.Server.Endpoint.Port, Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(lab.Administrator.Write(request, "s3"), Token);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Token) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), [.. lines.Skip(1)]);
    }

    private static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Token);
}
