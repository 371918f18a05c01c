using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Dialects;
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

        Assert.Equal(code, DialectOf(service).Read(response).Code);
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

        Assert.Equal(sentence, DialectOf(service).Read(response).Message);
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

        var error = DialectOf(service).Read(response);
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
        Assert.Equal("InvalidAction", QueryDialect.Instance.Read(response).Code);
    }

    [Fact]
    public async Task A_key_of_a_user_takes_no_token()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var keys = door.KeysOf(ann) with { SessionToken = new Secret("something") };

        var response = await door.AnswerAsync(door.Sign(RequestTo("ssm"), ann, "ssm", credentials: keys));

        Assert.Equal("UnrecognizedClientException", JsonDialect.Json11.Read(response).Code);
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

        Assert.Equal("UnrecognizedClientException", JsonDialect.Json11.Read(response).Code);
    }

    [Fact]
    public async Task An_unsigned_request_to_S3_is_nobodys_and_is_told_no_reason()
    {
        await using var door = await ParameterDoor.OpenAsync();

        var response = await door.AnswerAsync(RequestTo("s3"));

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal("Access Denied", S3Dialect.Instance.Read(response).Message);
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

    [Theory]
    [InlineData("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/orders")]
    [InlineData("ssm:*", "*")]
    [InlineData("*", "*")]
    public async Task A_service_that_nobody_answers_says_so_whatever_the_caller_may(string action, string resource)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow(action, resource));
        var request = RequestTo("ssm");
        request.Headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem";
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";

        var response = await door.AnswerAsync(door.Sign(request, ann, "dynamodb"));

        var error = JsonDialect.Json10.Read(response);
        Assert.Equal("UnknownOperationException", error.Code);
        Assert.Equal("Lanyard does not answer dynamodb:GetItem yet", error.Message);
        await AssertRefusedByNoPolicy(door, "dynamodb", "GetItem", "UnknownOperationException");
    }

    [Theory]
    [InlineData("s3:*", "arn:aws:s3:::bucket/*")]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket/key")]
    public async Task An_operation_of_S3_that_nobody_answers_is_named_as_what_it_is(string action, string resource)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow(action, resource));
        var request = S3Request("PUT", "/bucket/key");
        request.Headers["X-Amz-Copy-Source"] = "/bucket/other";

        var response = await door.AnswerAsync(door.Sign(request, ann, "s3"));

        var error = S3Dialect.Instance.Read(response);
        Assert.Equal(("NotImplemented", 501), (error.Code, error.StatusCode));
        Assert.Equal("Lanyard does not answer s3:CopyObject yet", error.Message);
        await AssertRefusedByNoPolicy(door, "s3", "CopyObject", "NotImplemented");
    }

    [Fact]
    public async Task The_body_of_what_nobody_answers_is_not_read()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var request = S3Request("PUT", "/bucket/key?partNumber=1&uploadId=u");
        request.Headers["Content-Length"] = "5242880";
        request.Body = new byte[5 * 1024 * 1024];
        door.Sign(request, ann, "s3");
        using var stream = new MemoryStream(request.Body.ToArray());
        (request.Body, request.BodyStream) = (default, stream);

        var response = await door.AnswerAsync(request);

        Assert.Equal("Lanyard does not answer s3:UploadPart yet", S3Dialect.Instance.Read(response).Message);
        Assert.Equal(0, stream.Position);
    }

    [Theory]
    [InlineData("/", "SERVICE")]
    [InlineData("/bucket", "BUCKET")]
    [InlineData("/bucket/key", "OBJECT")]
    public async Task A_method_that_S3_does_not_take_is_not_allowed(string path, string type)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        var response = await door.AnswerAsync(door.Sign(S3Request("POST", path), ann, "s3"));

        var error = S3Dialect.Instance.Read(response);
        Assert.Equal(("MethodNotAllowed", 405), (error.Code, error.StatusCode));
        Assert.Equal("The specified method is not allowed against this resource.", error.Message);
        Assert.Contains(new("ResourceType", type), error.Details);
        await AssertRefusedByNoPolicy(door, "s3", $"POST {path}", "MethodNotAllowed");
    }

    [Theory]
    [InlineData("Action=CreateGroup&Version=2010-05-08", "Lanyard does not answer iam:CreateGroup yet")]
    [InlineData("Action=Fly&Version=2010-05-08", "Could not find operation Fly for version 2010-05-08")]
    [InlineData("Action=GetRole&Version=2009-01-01", "Could not find operation GetRole for version 2009-01-01")]
    [InlineData("Action=GetRole", "Could not find operation GetRole for version NO_VERSION_SPECIFIED")]
    public async Task What_a_service_has_is_told_from_what_it_does_not_have(string form, string sentence)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var request = RequestTo("iam");
        request.Body = Encoding.UTF8.GetBytes(form);

        var response = await door.AnswerAsync(door.Sign(request, ann, "iam"));

        var error = QueryDialect.Instance.Read(response);
        Assert.Equal(("InvalidAction", sentence), (error.Code, error.Message));
        Assert.Equal(0, door.Invocations);
    }

    [Fact]
    public async Task An_action_that_nobody_answers_still_wants_a_good_signature()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var request = RequestTo("ssm");
        request.Headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem";

        var response = await door.AnswerAsync(door.Sign(request, ann, "dynamodb", credentials: Unknown));

        Assert.Equal("UnrecognizedClientException", JsonDialect.Json11.Read(response).Code);
        Assert.Empty(await door.DecisionsAsync());
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
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));
        var request = door.Sign(RequestTo("ssm"), ann, "ssm");
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

    private static ServiceDialect DialectOf(string service) =>
        service switch
        {
            "ssm" => JsonDialect.Json11,
            "iam" => QueryDialect.Instance,
            _ => S3Dialect.Instance,
        };

    private static WireRequest RequestTo(string service) =>
        service switch
        {
            "ssm" => ParameterDoor.Request(SsmModel.GetParameter, new GetParameterInput { Name = "/app/a" }),
            "iam" => ParameterDoor.Request(IamModel.GetRole, new GetRoleInput { RoleName = "app" }),
            _ => ParameterDoor.Request(S3Model.GetObject, new GetObjectInput { Bucket = "bucket", Key = "key" }),
        };

    private static WireRequest S3Request(string method, string target)
    {
        var parts = target.Split('?', 2);
        return new WireRequest
        {
            Method = method,
            Path = parts[0],
            Query = parts.Length > 1 ? parts[1] : "",
            Headers = { ["Host"] = "127.0.0.1:4566" },
        };
    }

    private static async Task AssertRefusedByNoPolicy(ParameterDoor door, string service, string operation, string code)
    {
        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal((service, operation), (decision.Service, decision.Operation));
        Assert.Equal((false, false, code), (decision.Allowed, decision.Observed, decision.ErrorCode));
        Assert.Empty(decision.Requirements);
        Assert.Equal(0, door.Invocations);
    }

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
