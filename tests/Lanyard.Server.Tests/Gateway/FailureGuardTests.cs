using System.Text;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Server.Gateway;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Protocols;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Tests.Gateway;

/// <summary>What nobody foresaw is logged once and answered in the service's own shape.</summary>
public sealed class FailureGuardTests
{
    private readonly Log _log = new();

    // One of each protocol: what is registered is what requests are told apart by.
    private static IEnumerable<IOperation> Operations =>
        [Of(SecretsManagerModel.GetSecretValue), Of(IamModel.GetUser), Of(S3Model.ListBuckets)];

    private FailureGuard Guard => new(IdSource.Random, _log);

    [Theory]
    [InlineData("X-Amz-Target", "secretsmanager.GetSecretValue", "{\"__type\":\"InternalFailure\"")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded", "<Code>InternalFailure</Code>")]
    [InlineData("Accept", "*/*", "<Code>InternalError</Code>")]
    public async Task Failure_is_answered_in_the_shape_of_the_service(string header, string value, string part)
    {
        await using var door = await TestDoor.OpenAsync(_ => Task.FromResult(Operations));
        var context = NewContext("/");
        context.Request.Headers[header] = value;
        // The form's body says which action it is; where it cannot be read the signature's scope does.
        context.Request.Headers.Authorization =
            header == "Content-Type"
                ? "AWS4-HMAC-SHA256 Credential=AKIA/20261124/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=00"
                : default;
        context.Request.Headers["X-Amz-Date"] = "20261124T120000Z";

        await Guard.HandleAsync(new Broken(new GatewayEndpoint(door.Door)), context);

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Contains(part, BodyOf(context), StringComparison.Ordinal);
        Assert.DoesNotContain("on purpose", BodyOf(context), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_is_logged_once_under_the_id_that_the_peer_hears()
    {
        await using var door = await TestDoor.OpenAsync(_ => Task.FromResult(Operations));
        var context = NewContext("/bucket");

        await Guard.HandleAsync(new Broken(new GatewayEndpoint(door.Door)), context);

        var (message, error) = Assert.Single(_log.Lines);
        Assert.Contains(context.Response.Headers["x-amz-request-id"].ToString(), message, StringComparison.Ordinal);
        Assert.Equal("on purpose", error?.Message);
    }

    [Fact]
    public async Task Peer_that_hung_up_is_no_failure()
    {
        var context = NewContext("/");

        await Guard.HandleAsync(new Broken(null, new ConnectionResetException("gone")), context);

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Request_that_is_no_HTTP_has_the_status_of_what_is_wrong_with_it()
    {
        var context = NewContext("/");

        await Guard.HandleAsync(new Broken(null, new BadHttpRequestException("bad", 413)), context);

        Assert.Equal(413, context.Response.StatusCode);
        Assert.Empty(_log.Lines);
    }

    private static ScriptedOperation<TInput, TOutput> Of<TInput, TOutput>(OperationModel<TInput, TOutput> model)
        where TInput : class
        where TOutput : class =>
        new(
            model,
            (_, _) => new Requirement(model.Action, "*"),
            (_, _) => throw new InvalidOperationException("nothing is called here")
        );

    private static DefaultHttpContext NewContext(string target)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Response.Body = new MemoryStream();
        return context;
    }

    private static string BodyOf(HttpContext context) =>
        Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    private sealed class Broken(IEndpoint? endpoint, Exception? error = null) : IEndpoint
    {
        public Task HandleAsync(HttpContext context) =>
            Task.FromException(error ?? new InvalidOperationException("on purpose"));

        public Task FailAsync(HttpContext context, string requestId) => endpoint!.FailAsync(context, requestId);
    }

    private sealed class Log : ILogger<FailureGuard>
    {
        public List<(string Message, Exception? Error)> Lines { get; } = [];

        void ILogger.Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Add((formatter(state, exception), exception));

        bool ILogger.IsEnabled(LogLevel logLevel) => true;

        IDisposable? ILogger.BeginScope<TState>(TState state) => null;
    }
}
