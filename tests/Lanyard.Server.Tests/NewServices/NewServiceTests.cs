using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Server.Gateway;
using Lanyard.Services.S3;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lanyard.Server.Tests.NewServices;

/// <summary>
/// Two services that are written here and named nowhere else, beside S3, answered by the real gateway and front door: a
/// service is added without a change to what is there.
/// </summary>
public sealed class NewServiceTests
{
    private const string AllowKite =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kites:GetKite","Resource":"*"}]}""";

    [Theory]
    [InlineData("kites", "application/json", """{"Name":"red"}""")]
    [InlineData("zones", "text/xml", "<Zone>red</Zone>")]
    public async Task A_call_is_answered(string service, string contentType, string body)
    {
        await using var door = await OpenAsync();

        var answer = await SendAsync(door, Get(service, "red"), service, TestDoor.AllowAll);

        Assert.Equal((200, contentType, body), (answer.Status, answer.ContentType, answer.Body));
        var decision = Assert.Single(await door.Decisions.ReadAsync(0, 10, TestContext.Current.CancellationToken));
        Assert.Equal(answer.RequestId, decision.Decision.RequestId);
        Assert.True(decision.Decision.Allowed);
    }

    [Theory]
    [InlineData("kites", "AccessDeniedException", "zones:GetZone")]
    [InlineData("zones", "AccessDenied", "kites:GetKite")]
    public async Task A_refusal_is_in_the_services_own_words(string service, string code, string allowed)
    {
        await using var door = await OpenAsync();
        var policy = AllowKite.Replace("kites:GetKite", allowed, StringComparison.Ordinal);

        var answer = await SendAsync(door, Get(service, "red"), service, policy);

        Assert.Equal((403, code), (answer.Status, answer.Code));
        Assert.Contains(
            "is not authorized to perform: " + ModelOf(service).Action,
            answer.Body,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("kites", "GET", "/2026-11-24/winds", "UnknownOperationException", "")]
    [InlineData("zones", "GET", "/2013-04-01/winds", "UnknownOperationException", "")]
    [InlineData("kites", "POST", "/2026-11-24/kites/red/flight", "UnknownOperationException", "kites:FlyKite")]
    [InlineData("zones", "DELETE", "/2013-04-01/zone/red", "UnknownOperationException", "zones:DeleteZone")]
    public async Task What_is_not_answered_is_unknown_and_refused(
        string service,
        string method,
        string path,
        string code,
        string named
    )
    {
        await using var door = await OpenAsync();

        var answer = await SendAsync(door, Request(method, path), service, TestDoor.AllowAll);

        Assert.Equal((404, code), (answer.Status, answer.Code));
        Assert.Contains(
            named.Length == 0 ? "" : $"Lanyard does not answer {named} yet",
            answer.Body,
            StringComparison.Ordinal
        );
        var decision = Assert.Single(await door.Decisions.ReadAsync(0, 10, TestContext.Current.CancellationToken));
        Assert.Equal((false, code), (decision.Decision.Allowed, decision.Decision.ErrorCode));
    }

    [Theory]
    [InlineData("kites", "MissingAuthenticationTokenException")]
    [InlineData("zones", "MissingAuthenticationToken")]
    public async Task An_unsigned_call_is_refused_by_the_service_whose_path_it_has(string service, string code)
    {
        await using var door = await OpenAsync();

        var answer = await SendAsync(door, Get(service, "red"));

        Assert.Equal((403, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("kites", "SignatureDoesNotMatch", "InvalidSignatureException")]
    [InlineData("zones", "InvalidSignatureException", "SignatureDoesNotMatch")]
    public async Task A_signature_that_does_not_hold_is_told_in_the_services_own_words(
        string service,
        string other,
        string code
    )
    {
        await using var door = await OpenAsync();
        var request = Sign(door, Get(service, "red"), await door.UserAsync("ann", TestDoor.AllowAll), service);
        request.Headers["X-Amz-Date"] = "20261124T120001Z";

        var answer = await SendAsync(door, request);

        Assert.Equal((403, code), (answer.Status, answer.Code));
        Assert.DoesNotContain(other, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kites", "ValidationException")]
    [InlineData("zones", "ValidationError")]
    public async Task An_input_that_the_model_does_not_allow_is_invalid(string service, string code)
    {
        await using var door = await OpenAsync();

        var answer = await SendAsync(door, Get(service, "much-too-long"), service, TestDoor.AllowAll);

        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Contains("1 validation error detected: Value", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task S3_beside_them_still_judges_strangers()
    {
        await using var door = await OpenAsync();

        var answer = await SendAsync(door, Request("GET", "/bucket/key"));

        Assert.Equal((403, "application/xml", "AccessDenied"), (answer.Status, answer.ContentType, answer.Code));
        var decision = Assert.Single(await door.Decisions.ReadAsync(0, 10, TestContext.Current.CancellationToken));
        Assert.Equal(("s3", "*"), (decision.Decision.Service, decision.Decision.CallerArn));
    }

    private static Task<TestDoor> OpenAsync() =>
        TestDoor.OpenAsync(async host =>
            [await S3Service.OpenAsync(host, default), new KitesService(), new ZonesService()]
        );

    private static OperationModel<Thing, Thing> ModelOf(string service) =>
        service == "kites" ? KitesService.GetKite : ZonesService.GetZone;

    private static WireRequest Get(string service, string name) => ModelOf(service).WriteInput(new Thing(name));

    private static WireRequest Request(string method, string path) => new() { Method = method, Path = path };

    private static WireRequest Sign(TestDoor door, WireRequest request, Caller caller, string service)
    {
        var credential = door.Host.Credentials.Find(caller.AccessKeyId!)!;
        var keys = new SigningCredentials(credential.AccessKeyId, credential.SecretAccessKey);
        var rules = ModelOf(service).Service.SigningRules;
        request.Headers["Host"] = "127.0.0.1:4566";
        new RequestSigner(new SigningKeyCache()).Sign(request, keys, "us-east-1", rules, door.Time.GetUtcNow());
        return request;
    }

    private static async Task<Answer> SendAsync(TestDoor door, WireRequest request, string service, string policy) =>
        await SendAsync(door, Sign(door, request, await door.UserAsync("ann", policy), service));

    private static async Task<Answer> SendAsync(TestDoor door, WireRequest request)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = request.Method;
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = request.Path;
        context.Request.ContentLength = 0;
        context.Response.Body = new MemoryStream();
        foreach (var (name, value) in request.Headers)
        {
            context.Request.Headers.Append(name, value);
        }

        await new GatewayEndpoint(door.Door).HandleAsync(context);
        return Answer.Of(context.Response);
    }

    private sealed record Answer(int Status, string? ContentType, string? Code, string? RequestId, string Body)
    {
        public static Answer Of(HttpResponse response)
        {
            var body = Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
            var code = response.Headers["x-amzn-ErrorType"].ToString();
            return new Answer(
                response.StatusCode,
                response.ContentType,
                code.Length > 0 ? code : Between(body, "<Code>", "</Code>"),
                response.Headers["x-amzn-RequestId"],
                body
            );
        }

        private static string? Between(string text, string before, string after)
        {
            var start = text.IndexOf(before, StringComparison.Ordinal);
            return start < 0
                ? null
                : text[(start + before.Length)..text.IndexOf(after, start, StringComparison.Ordinal)];
        }
    }
}
