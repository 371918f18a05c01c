using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing;
using Lanyard.Wire;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Signing;

namespace Lanyard.Server.Tests.Gateway;

/// <summary>
/// Two requests on one connection, the first of which is answered before its body was read, or was not: the second is answered as if it
/// were the first, or the first answer says that the connection ends, and it ends.
/// </summary>
public sealed class EarlyAnswerTests
{
    private const string Body = "GET /_lanyard/nothing HTTP/1.1\r\nHost: a\r\n\r\n";
    private const int LongestHead = 16 * 1024;
    private const string ReadNothing =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly string[] Firsts =
    [
        "s3 put unsigned",
        "s3 put by an unknown key",
        "s3 put with a wrong signature",
        "s3 put that is denied",
        "s3 put into no bucket",
        "s3 put that is taken",
        "s3 call that nobody answers",
        "secret unsigned",
        "secret by an unknown key",
        "secret with a wrong signature",
        "secret that is denied",
        "secret that is not there",
        "registry upload without a password",
        "registry upload with a wrong password",
        "control where nothing is",
        "health with a body",
    ];

    // Sends head and body at once; waits with the body for 100 Continue; asks for it, and does not wait.
    private static readonly string[] Ways = ["plain", "waits", "does not wait"];

    public static TheoryData<string, string> Refusals
    {
        get
        {
            var refusals = new TheoryData<string, string>();
            refusals.AddRange([.. Firsts.SelectMany(first => Ways.Select(way => (first, way)))]);
            return refusals;
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Second_request_is_answered_as_if_it_were_the_first(string first, string way)
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        var stranger = await lab.UserAsync("stranger", ReadNothing);
        var head = HeadOf(lab, stranger, first, expects: way != "plain");

        await CheckAsync(lab.Server.Endpoint, head, way, next: "/_lanyard/health", good: 200);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("waits")]
    [InlineData("does not wait")]
    public async Task Second_request_of_a_task_for_its_credentials_is_answered_as_if_it_were_the_first(string way)
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var expect = way == "plain" ? "" : "Expect: 100-continue\r\n";

        await CheckAsync(task.Link(lab), Head("POST", "/v2/none", expect), way, task.CredentialsPath, good: 200);
        await CheckAsync(
            task.Link(lab, TaskLinks.ApiPort),
            Head("PUT", "/bucket/key", expect),
            way,
            next: "/bucket/key",
            good: 403
        );
    }

    // What the second request would get on a connection of its own is known: it needs no body.
    private static async Task CheckAsync(Uri endpoint, string head, string way, string next, int good)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(endpoint.Host, endpoint.Port, Token);
        await SendAsync(connection, way == "waits" ? head : head + Body);
        var answer = await AnswerAsync(connection);
        if (answer.Status == 100)
        {
            await SendAsync(connection, way == "waits" ? Body : "");
            answer = await AnswerAsync(connection);
        }

        Assert.InRange(answer.Status, 200, 501);
        if (answer.Closes)
        {
            Assert.Equal(0, await ReadAsync(connection, new byte[1], "the end of the connection"));
            return;
        }

        await SendAsync(connection, $"GET {next} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(good, (await AnswerAsync(connection)).Status);
    }

    private static string HeadOf(ServerLab lab, SignedClient stranger, string first, bool expects)
    {
        var unknown = lab.ClientOf(new SigningCredentials("AKIAAAAAAAAAAAAAAAAA", new Secret("wrong")));
        var head = first switch
        {
            "s3 put unsigned" => Head("PUT", "/bucket/key"),
            "s3 put by an unknown key" => Signed(unknown, "bucket"),
            "s3 put with a wrong signature" => Broken(Signed(lab.Administrator, "bucket")),
            "s3 put that is denied" => Signed(stranger, "bucket"),
            "s3 put into no bucket" => Signed(lab.Administrator, "nobodys"),
            "s3 put that is taken" => Signed(lab.Administrator, "bucket"),
            "s3 call that nobody answers" => Signed(lab.Administrator, "bucket", "?acl"),
            "secret unsigned" => Head("POST", "/", "X-Amz-Target: secretsmanager.GetSecretValue\r\n"),
            "secret by an unknown key" => Secret(unknown),
            "secret with a wrong signature" => Broken(Secret(lab.Administrator)),
            "secret that is denied" => Secret(stranger),
            "secret that is not there" => Secret(lab.Administrator),
            "registry upload without a password" => Head("POST", "/v2/app/blobs/uploads/"),
            "registry upload with a wrong password" => Head(
                "POST",
                "/v2/app/blobs/uploads/",
                "Authorization: Basic QVdTOndyb25n\r\n"
            ),
            "control where nothing is" => Head("POST", "/_lanyard/nothing"),
            "health with a body" => Head("GET", "/_lanyard/health"),
            _ => throw new ArgumentOutOfRangeException(nameof(first), first, "no such case"),
        };
        return expects ? head.Replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", StringComparison.Ordinal) : head;
    }

    private static string Head(string method, string target, string headers = "") =>
        $"{method} {target} HTTP/1.1\r\nHost: a\r\n{headers}Content-Length: {Body.Length}\r\n\r\n";

    private static string Broken(string head) => head.Replace("Signature=", "Signature=0000", StringComparison.Ordinal);

    private static string Signed(SignedClient client, string bucket, string query = "")
    {
        var request = new WireRequest
        {
            Method = "PUT",
            Path = $"/{bucket}/key",
            Query = query.TrimStart('?'),
            Body = Encoding.ASCII.GetBytes(Body),
        };
        return HeadOf(client.Write(request, "s3"));
    }

    private static string Secret(SignedClient client)
    {
        var request = SecretsManagerModel.GetSecretValue.WriteInput(new GetSecretValueInput { SecretId = "none" });
        request.Body = Encoding.ASCII.GetBytes(Body);
        return HeadOf(client.Write(request, "secretsmanager"));
    }

    private static string HeadOf(byte[] request)
    {
        var text = Encoding.UTF8.GetString(request);
        return text[..^Body.Length].Replace("Connection: close\r\n", "", StringComparison.OrdinalIgnoreCase);
    }

    private static async Task SendAsync(TcpClient connection, string text) =>
        await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), Token);

    private static async Task<RawAnswer> AnswerAsync(TcpClient connection)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await NextAsync(connection));
            Assert.True(head.Length < LongestHead, $"the head of an answer does not end: {head}");
        }

        var lines = head.ToString().Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var length = Array.Find(lines, line => line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
        for (var left = length is null ? 0 : int.Parse(length[16..], CultureInfo.InvariantCulture); left > 0; left--)
        {
            await NextAsync(connection);
        }

        return new RawAnswer(status, lines.Contains("Connection: close", StringComparer.OrdinalIgnoreCase));
    }

    private static async Task<char> NextAsync(TcpClient connection)
    {
        var one = new byte[1];
        var read = await ReadAsync(connection, one, "the next byte of an answer");
        Assert.True(read == 1, "the connection ended where an answer was awaited");
        return (char)one[0];
    }

    private static Task<int> ReadAsync(TcpClient connection, byte[] buffer, string awaited) =>
        Eventually.DoneAsync(connection.GetStream().ReadAsync(buffer, Token).AsTask(), awaited);

    private sealed record RawAnswer(int Status, bool Closes);
}
