using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Testing;

/// <summary>A client over HTTP that signs what it sends, as SDKs do.</summary>
/// <param name="endpoint">Where the APIs answer.</param>
/// <param name="credentials">What it signs with; null to send unsigned.</param>
/// <param name="time">The clock of the signatures.</param>
/// <param name="region">The region of the signatures.</param>
public sealed class SignedClient(
    Uri endpoint,
    SigningCredentials? credentials,
    TimeProvider time,
    string region = "us-east-1"
) : IDisposable
{
    private readonly RequestSigner _signer = new(new SigningKeyCache());
    private readonly HttpClient _http = new() { Timeout = Eventually.Limit };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a call.</summary>
    /// <exception cref="AwsException">The call was refused, or the service answered an error.</exception>
    public async Task<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class
    {
        using var answer = await SendAsync(operation.WriteInput(input), operation.Service.SigningName);
        var response = await ReadAsync(answer);
        return answer.IsSuccessStatusCode
            ? operation.ReadOutput(response)
            : throw operation.Service.Dialect.Read(response);
    }

    /// <summary>Makes a call that is to fail, and hands out the error.</summary>
    public Task<AwsException> FailAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class => Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, input));

    /// <summary>Signs a request for a service and sends it as it is.</summary>
    public async Task<HttpResponseMessage> SendAsync(WireRequest request, string service)
    {
        Sign(request, service);
        using var message = Message(request);
        return await _http.SendAsync(message, Token);
    }

    /// <summary>Signs a request for a service and writes it as bytes, its headers in UTF-8.</summary>
    public byte[] Write(WireRequest request, string service)
    {
        Sign(request, service);
        request.Headers["Content-Length"] = request.Body.Length.ToString(CultureInfo.InvariantCulture);
        request.Headers["Connection"] = "close";
        var target = request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        var text = new StringBuilder($"{request.Method} {target} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return [.. Encoding.UTF8.GetBytes(text.Append("\r\n").ToString()), .. request.Body.Span];
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private void Sign(WireRequest request, string service)
    {
        request.Headers["Host"] ??= endpoint.Authority;
        if (credentials is not null)
        {
            var payloadHash = request.BodyStream is null ? null : "UNSIGNED-PAYLOAD";
            _signer.Sign(request, credentials, region, SigningRulesOf.Service(service), time.GetUtcNow(), payloadHash);
        }
    }

    private HttpRequestMessage Message(WireRequest request)
    {
        var target = request.Query.Length == 0 ? request.Path : $"{request.Path}?{request.Query}";
        var raw = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var message = new HttpRequestMessage(
            new HttpMethod(request.Method),
            new Uri($"http://{endpoint.Authority}{target}", raw)
        );
        message.Content =
            request.BodyStream is { } stream ? new StreamContent(stream)
            : request.Body.IsEmpty ? null
            : new ReadOnlyMemoryContent(request.Body);
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

    private static async Task<WireResponse> ReadAsync(HttpResponseMessage answer)
    {
        var response = new WireResponse
        {
            StatusCode = (int)answer.StatusCode,
            Body = await answer.Content.ReadAsByteArrayAsync(Token),
        };
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            response.Headers.Add(name, string.Join(',', values));
        }

        return response;
    }
}
