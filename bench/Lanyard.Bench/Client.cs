using Lanyard.Server.Composition;
using Lanyard.Wire;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Bench;

/// <summary>Signed calls of a server.</summary>
internal sealed class Client(ServerFile server) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly RequestSigner _signer = new(new SigningKeyCache());

    /// <summary>Makes a call.</summary>
    public async Task<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class
    {
        var request = operation.WriteInput(input);
        request.Headers["Host"] = new Uri(server.Endpoint).Authority;
        var credentials = new SigningCredentials(server.AccessKeyId, new Secret(server.SecretAccessKey));
        var rules = operation.Service.SigningRules;
        _signer.Sign(request, credentials, server.Region, rules, TimeProvider.System.GetUtcNow());
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), $"{server.Endpoint}{request.Path}");
        message.Content = new ReadOnlyMemoryContent(request.Body);
        foreach (var (name, value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await _http.SendAsync(message);
        var response = new WireResponse
        {
            StatusCode = (int)answer.StatusCode,
            Body = await answer.Content.ReadAsByteArrayAsync(),
        };
        return answer.IsSuccessStatusCode
            ? operation.ReadOutput(response)
            : throw operation.Service.Dialect.Read(response);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
