using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Tests.Admission;

/// <summary>Requests from the wire: proved by real signatures, refused in the words of their protocol.</summary>
public sealed class WireEntryTests
{
    private static readonly SigningCredentials Unknown = new("AKIAUNKNOWNUNKNOWN22", new Secret("nothing"));

    public static TheoryData<string, string, string, int> Faults() =>
        new()
        {
            { "ssm", "unsigned", "MissingAuthenticationTokenException", 400 },
            { "ssm", "foreign", "MissingAuthenticationTokenException", 400 },
            { "ssm", "garbled", "IncompleteSignatureException", 400 },
            { "ssm", "undated", "IncompleteSignatureException", 400 },
            { "ssm", "both", "InvalidSignatureException", 400 },
            { "ssm", "old", "InvalidSignatureException", 400 },
            { "ssm", "future", "InvalidSignatureException", 400 },
            { "ssm", "tampered", "InvalidSignatureException", 400 },
            { "ssm", "region", "InvalidSignatureException", 400 },
            { "ssm", "key", "UnrecognizedClientException", 400 },
            { "ssm", "token", "UnrecognizedClientException", 400 },
            { "ssm", "expired", "ExpiredTokenException", 400 },
            { "iam", "unsigned", "MissingAuthenticationToken", 403 },
            { "iam", "foreign", "MissingAuthenticationToken", 403 },
            { "iam", "garbled", "IncompleteSignature", 400 },
            { "iam", "undated", "IncompleteSignature", 400 },
            { "iam", "both", "SignatureDoesNotMatch", 403 },
            { "iam", "old", "SignatureDoesNotMatch", 403 },
            { "iam", "future", "SignatureDoesNotMatch", 403 },
            { "iam", "tampered", "SignatureDoesNotMatch", 403 },
            { "iam", "region", "SignatureDoesNotMatch", 403 },
            { "iam", "key", "InvalidClientTokenId", 403 },
            { "iam", "token", "InvalidClientTokenId", 403 },
            { "iam", "expired", "ExpiredToken", 403 },
            { "s3", "unsigned", "AccessDenied", 403 },
            { "s3", "foreign", "InvalidArgument", 400 },
            { "s3", "garbled", "AuthorizationHeaderMalformed", 400 },
            { "s3", "undated", "AccessDenied", 403 },
            { "s3", "both", "InvalidArgument", 400 },
            { "s3", "old", "RequestTimeTooSkewed", 403 },
            { "s3", "future", "RequestTimeTooSkewed", 403 },
            { "s3", "tampered", "SignatureDoesNotMatch", 403 },
            { "s3", "hash", "InvalidRequest", 400 },
            { "s3", "region", "AuthorizationHeaderMalformed", 400 },
            { "s3", "key", "InvalidAccessKeyId", 403 },
            { "s3", "token", "InvalidToken", 400 },
            { "s3", "expired", "ExpiredToken", 400 },
            { "s3", "header", "AccessDenied", 403 },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_signature_that_does_not_hold_gets_the_services_own_error(
        string service,
        string fault,
        string code,
        int status
    )
    {
        await using var door = await ParameterDoor.OpenAsync();
        var request = await FaultyAsync(door, service, fault);

        var response = await door.AnswerAsync(request);

        Assert.Equal(code, ErrorShape.Read(ProtocolOf(service), response).Code);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(0, door.Invocations);
    }

    [Theory]
    [InlineData("ssm", "Credential should be scoped to a valid region. ")]
    [InlineData("iam", "Credential should be scoped to a valid region. ")]
    [InlineData(
        "s3",
        "The authorization header is malformed; the region 'us-east-1:111122223333' is wrong; expecting 'us-east-1'"
    )]
    public async Task A_scope_in_what_is_no_region_is_named(string service, string sentence)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var request = await FaultyAsync(door, service, "region");

        var response = await door.AnswerAsync(request);

        Assert.Equal(sentence, ErrorShape.Read(ProtocolOf(service), response).Message);
    }

    [Theory]
    [InlineData("ssm", "\"Name\":\"/app/a\"")]
    [InlineData("iam", "<RoleName>app</RoleName>")]
    [InlineData("s3", "")]
    public async Task A_good_signature_is_answered_in_the_services_protocol(string service, string body)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        var response = await door.AnswerAsync(door.Sign(RequestTo(service), ann, service));

        Assert.Equal(200, response.StatusCode);
        Assert.Contains(body, Encoding.UTF8.GetString(response.Body.Span), StringComparison.Ordinal);
        Assert.Equal(1, door.Invocations);
    }

    [Theory]
    [InlineData("ssm", "AccessDeniedException", 400)]
    [InlineData("iam", "AccessDenied", 403)]
    [InlineData("s3", "AccessDenied", 403)]
    public async Task Rule_128_a_refusal_is_answered_in_the_services_protocol(string service, string code, int status)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("sqs:*"));

        var response = await door.AnswerAsync(door.Sign(RequestTo(service), ann, service));

        var error = ErrorShape.Read(ProtocolOf(service), response);
        Assert.Equal(code, error.Code);
        Assert.Equal(status, response.StatusCode);
        Assert.StartsWith(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_signature_for_one_service_reaches_no_action_of_another()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        var response = await door.AnswerAsync(door.Sign(RequestTo("ssm"), ann, "logs"));

        Assert.Equal(400, response.StatusCode);
        Assert.Equal(0, door.Invocations);
    }

    [Fact]
    public async Task A_session_signs_with_its_token()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var session = await SessionAsync(door);

        var response = await door.AnswerAsync(door.Sign(RequestTo("ssm"), session, "ssm"));

        Assert.Equal(200, response.StatusCode);
    }

    [Theory]
    [InlineData("GetFederationToken")]
    [InlineData("GetSessionToken")]
    public async Task Rule_112_a_session_of_a_role_gets_no_token_of_another_kind(string action)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var request = ParameterDoor.Request(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        request.Body = Encoding.UTF8.GetBytes($"Action={action}&Version=2011-06-15&Name=zoe");

        var response = await door.AnswerAsync(door.Sign(request, await SessionAsync(door), "sts"));

        Assert.Equal(400, response.StatusCode);
        Assert.Equal("InvalidAction", ErrorShape.Read(Protocol.Query, response).Code);
    }

    [Fact]
    public async Task A_key_of_a_user_takes_no_token()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var keys = door.KeysOf(ann) with { SessionToken = new Secret("something") };

        var response = await door.AnswerAsync(door.Sign(RequestTo("ssm"), ann, "ssm", credentials: keys));

        Assert.Equal("UnrecognizedClientException", ErrorShape.Read(Protocol.Json11, response).Code);
    }

    [Fact]
    public async Task A_revoked_session_is_unknown()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var task = Lanyard.Policy.Arn.Of("ecs", "us-east-1", "111122223333", "task/default/0123");
        var session = await door.Door.SessionAsync(role, new TaskIdentity(task, TaskRoleKind.Task));
        var request = door.Sign(RequestTo("ssm"), session, "ssm");

        await door.Door.Host.Credentials.RevokeAsync(task, TestContext.Current.CancellationToken);
        var response = await door.AnswerAsync(request);

        Assert.Equal("UnrecognizedClientException", ErrorShape.Read(Protocol.Json11, response).Code);
    }

    [Fact]
    public async Task An_unsigned_request_to_S3_is_nobodys_and_is_told_no_reason()
    {
        await using var door = await ParameterDoor.OpenAsync();

        var response = await door.AnswerAsync(RequestTo("s3"));

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal("Access Denied", ErrorShape.Read(Protocol.RestXml, response).Message);
        Assert.Equal("*", decision.CallerArn);
    }

    [Fact]
    public async Task An_error_to_HEAD_has_no_body()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("sqs:*"));
        var request = ParameterDoor.Request(S3Model.HeadObject, new HeadObjectInput { Bucket = "b", Key = "k" });

        var response = await door.AnswerAsync(door.Sign(request, ann, "s3"));

        Assert.Equal(403, response.StatusCode);
        Assert.True(response.Body.IsEmpty);
    }

    [Fact]
    public async Task An_action_that_no_model_knows_is_refused_by_its_name()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:*"));
        var request = RequestTo("ssm");
        request.Headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem";

        var response = await door.AnswerAsync(door.Sign(request, ann, "dynamodb"));

        var error = ErrorShape.Read(Protocol.Json10, response);
        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Contains("dynamodb:GetItem on resource: *", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_carries_the_id_of_its_decision()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("sqs:*"));

        var response = await door.AnswerAsync(door.Sign(RequestTo("iam"), ann, "iam"));

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal(decision.RequestId, response.Headers["x-amzn-RequestId"]);
    }

    [Fact]
    public async Task A_body_that_no_API_takes_is_refused_and_not_held()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var request = RequestTo("ssm");
        request.Body = default;
        request.BodyStream = new MemoryStream(new byte[(28 * 1024 * 1024) + 1]);

        var response = await door.AnswerAsync(request);

        Assert.Equal(413, response.StatusCode);
        Assert.Equal("application/x-amz-json-1.1", response.Headers["Content-Type"]);
    }

    [Fact]
    public async Task A_body_that_comes_as_a_stream_is_read_before_it_is_proved()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var request = door.Sign(RequestTo("iam"), ann, "iam");
        request.BodyStream = new MemoryStream(request.Body.ToArray());
        request.Body = default;

        var response = await door.AnswerAsync(request);

        Assert.Equal(200, response.StatusCode);
    }

    private static Protocol ProtocolOf(string service) =>
        service switch
        {
            "ssm" => Protocol.Json11,
            "iam" => Protocol.Query,
            _ => Protocol.RestXml,
        };

    private static WireRequest RequestTo(string service) =>
        service switch
        {
            "ssm" => ParameterDoor.Request(SsmModel.GetParameter, new GetParameterInput { Name = "/app/a" }),
            "iam" => ParameterDoor.Request(IamModel.GetRole, new GetRoleInput { RoleName = "app" }),
            _ => ParameterDoor.Request(S3Model.GetObject, new GetObjectInput { Bucket = "bucket", Key = "key" }),
        };

    private static async Task<Caller> SessionAsync(ParameterDoor door) =>
        await door.Door.SessionAsync(await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll));

    /// <summary>A request that is right in everything but one thing.</summary>
    private static async Task<WireRequest> FaultyAsync(ParameterDoor door, string service, string fault)
    {
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var session = await SessionAsync(door);
        var request = RequestTo(service);
        WireRequest Signed(TimeSpan offset = default, SigningCredentials? keys = null) =>
            door.Sign(request, ann, service, offset, keys);

        switch (fault)
        {
            case "unsigned":
                return request;
            case "foreign":
                request.Headers["Authorization"] = "Bearer token";
                return request;
            case "garbled":
                request.Headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host";
                return request;
            case "undated":
                Signed().Headers["X-Amz-Date"] = null;
                return request;
            case "both":
                Signed().Query = "X-Amz-Algorithm=AWS4-HMAC-SHA256";
                return request;
            case "old":
                return Signed(TimeSpan.FromMinutes(-16));
            case "future":
                return Signed(TimeSpan.FromMinutes(16));
            case "tampered":
                Signed().Headers["Host"] = "elsewhere";
                return request;
            case "hash":
                Signed().Headers["X-Amz-Content-SHA256"] = null;
                return request;
            case "header":
                Signed().Headers["X-Amz-Meta-Owner"] = "somebody";
                return request;
            case "region":
                return door.Sign(request, ann, service, region: "us-east-1:111122223333");
            case "key":
                return Signed(keys: Unknown);
            case "token":
                return door.Sign(
                    request,
                    session,
                    service,
                    credentials: door.KeysOf(session) with
                    {
                        SessionToken = new Secret("another"),
                    }
                );
            case "expired":
                door.Door.Time.Advance(TimeSpan.FromHours(1));
                return door.Sign(request, session, service);
            default:
                throw new ArgumentOutOfRangeException(nameof(fault), fault, message: null);
        }
    }
}
