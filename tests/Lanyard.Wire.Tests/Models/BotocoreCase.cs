using System.Text;
using System.Text.Json;
using Lanyard.Wire.Models;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Models;

/// <summary>A request that botocore wrote and a response that it understood, with every member filled.</summary>
/// <remarks>Made by <c>eng/models/make_cases.py</c>.</remarks>
internal sealed class BotocoreCase
{
    private readonly JsonElement _case;

    private BotocoreCase(JsonElement @case, OperationModel operation) => (_case, Operation) = (@case, operation);

    public OperationModel Operation { get; }

    public WireRequest Request
    {
        get
        {
            var request = _case.GetProperty("request");
            return new WireRequest
            {
                Method = request.GetProperty("method").GetString()!,
                Path = request.GetProperty("path").GetString()!,
                Query = request.GetProperty("query").GetString()!,
                Headers = Headers(request),
                Body = Encoding.UTF8.GetBytes(request.GetProperty("body").GetString()!),
            };
        }
    }

    public WireResponse Response
    {
        get
        {
            var response = _case.GetProperty("response");
            return new WireResponse
            {
                StatusCode = response.GetProperty("status").GetInt32(),
                Headers = Headers(response),
                Body = Encoding.UTF8.GetBytes(response.GetProperty("body").GetString()!),
            };
        }
    }

    public static BotocoreCase Of(string prefix, string name)
    {
        using var stream = typeof(BotocoreCase).Assembly.GetManifestResourceStream($"{prefix}.json")!;
        using var document = JsonDocument.Parse(stream);
        var found = document
            .RootElement.GetProperty("cases")
            .EnumerateArray()
            .Single(entry => entry.GetProperty("operation").GetString() == name);
        return new BotocoreCase(
            found.Clone(),
            ModelledServices.Operations.Single(operation => operation.Action == ($"{prefix}:{name}"))
        );
    }

    private static WireHeaders Headers(JsonElement message)
    {
        var headers = new WireHeaders();
        foreach (var header in message.GetProperty("headers").EnumerateObject())
        {
            headers.Add(header.Name, header.Value.GetString()!);
        }

        return headers;
    }
}
