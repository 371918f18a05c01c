using Lanyard.Server.Composition;
using Lanyard.Testing;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanyard.Server.Tests.Composition;

/// <summary>A whole server on a directory of its own, and signed calls of it over HTTP.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly TemporaryDirectory _directory = new();

    public LanyardServer Server { get; private set; } = null!;

    public ServerFile File { get; private set; } = null!;

    public string Data => _directory["data"];

    public static async Task<RunningServer> StartAsync(Action<ServerOptions>? configure = null)
    {
        var running = new RunningServer();
        await running.OpenAsync(configure);
        return running;
    }

    /// <summary>Makes a signed call as the administrator.</summary>
    /// <exception cref="AwsException">The call was refused, or the service answered an error.</exception>
    public Task<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class => SendAsync(operation, input, File.AccessKeyId, new Secret(File.SecretAccessKey));

    /// <summary>Makes a call signed with a key.</summary>
    /// <exception cref="AwsException">The call was refused, or the service answered an error.</exception>
    public async Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        string accessKeyId,
        Secret secret
    )
        where TInput : class
        where TOutput : class
    {
        var request = operation.WriteInput(input);
        Sign(request, operation.Service.SigningName, accessKeyId, secret);
        using var answer = await RawAsync(request);
        var response = new WireResponse
        {
            StatusCode = (int)answer.StatusCode,
            Body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
        };
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            response.Headers[name] = values.First();
        }

        return answer.IsSuccessStatusCode
            ? operation.ReadOutput(response)
            : throw operation.Service.Dialect.Read(response);
    }

    public void Sign(WireRequest request, string service) =>
        Sign(request, service, File.AccessKeyId, new Secret(File.SecretAccessKey));

    private void Sign(WireRequest request, string service, string accessKeyId, Secret secret)
    {
        request.Headers["Host"] = Server.Endpoint.Authority;
        var credentials = new SigningCredentials(accessKeyId, secret);
        new RequestSigner(new SigningKeyCache()).Sign(
            request,
            credentials,
            File.Region,
            SigningRulesOf.Service(service),
            TimeProvider.System.GetUtcNow()
        );
    }

    public Task<HttpResponseMessage> RawAsync(WireRequest request)
    {
        var query = request.Query.Length == 0 ? "" : $"?{request.Query}";
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri($"http://{Server.Endpoint.Authority}{request.Path}{query}")
        );
        if (!request.Body.IsEmpty || request.Headers["Content-Type"] is not null)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return _http.SendAsync(message, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _http.Dispose();
        _directory.Dispose();
    }

    private async Task OpenAsync(Action<ServerOptions>? configure)
    {
        var options = new ServerOptions { DataDirectory = Data, Port = 0 };
        configure?.Invoke(options);
        Server = await LanyardServer.StartAsync(
            options,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        File = ServerFile.Read(Data)!;
    }
}
