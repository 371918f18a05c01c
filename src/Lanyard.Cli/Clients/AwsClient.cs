using System.Net.Http.Headers;
using Lanyard.Policy;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Cli.Clients;

/// <summary>Typed calls of AWS APIs over HTTP, signed: the command line is a client of a server like any other.</summary>
internal sealed class AwsClient(Uri endpoint, SigningCredentials credentials, string region, TimeProvider time)
    : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly RequestSigner _signer = new(new SigningKeyCache());

    /// <summary>Where the server answers.</summary>
    public Uri Endpoint => endpoint;

    /// <summary>The region of the calls.</summary>
    public string Region => region;

    /// <summary>Makes a call.</summary>
    /// <exception cref="AwsException">The call was refused, or the service answered an error.</exception>
    public async Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class
    {
        var request = operation.WriteInput(input);
        request.Headers["Host"] = endpoint.Authority;
        var signedIn = operation.Service.IsGlobal ? Partitions.HomeOf(region) : region;
        _signer.Sign(request, credentials, signedIn, operation.Service.SigningRules, time.GetUtcNow());
        using var message = Message(request);
        using var answer = await _http.SendAsync(message, cancellationToken);
        var response = await ReadAsync(answer, cancellationToken);
        return answer.IsSuccessStatusCode
            ? operation.ReadOutput(response)
            : throw operation.Service.Dialect.Read(response);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(WireRequest request)
    {
        // The signature covers the target as it is written, so nothing may tidy it up.
        var target = request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri($"{endpoint.Scheme}://{endpoint.Authority}{target}", raw)
        );
        if (!request.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                message.Content ??= new ByteArrayContent([]);
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }

    private static async Task<WireResponse> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var response = new WireResponse
        {
            StatusCode = (int)answer.StatusCode,
            Body = await answer.Content.ReadAsByteArrayAsync(cancellationToken),
        };
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            foreach (var value in values)
            {
                response.Headers.Add(name, value);
            }
        }

        return response;
    }
}
