using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Wire.Protocols;

/// <summary>REST with XML: members in path, query and headers, the rest in an XML body or a plain payload (S3).</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html" />
internal static class RestXmlProtocol
{
    private const int PartialContent = 206;

    /// <summary>The model of an operation from the readers and writers of its shapes.</summary>
    /// <param name="template">The path and fixed query, as in <c>/{Bucket}?policy</c>.</param>
    public static OperationModel<TInput, TOutput> Operation<TInput, TOutput>(
        ServiceModel service,
        string name,
        string method,
        string template,
        int statusCode,
        Func<RestInput, TInput> readInput,
        Action<RestOutput, TInput> writeInput,
        Func<RestInput, TOutput> readOutput,
        Action<RestOutput, TOutput> writeOutput,
        bool streamsInput = false
    )
        where TInput : class
        where TOutput : class =>
        new(service, name)
        {
            StreamsInput = streamsInput,
            ReadInput = request => readInput(new RestInput(request)),
            WriteInput = input => WriteRequest(method, template, input, writeInput),
            WriteOutput = (output, requestId) => WriteResponse(statusCode, output, writeOutput, requestId),
            ReadOutput = response => readOutput(new RestInput(response)),
        };

    /// <summary>The two ids of S3's answers: the request's, and one that stands for the host.</summary>
    public static void AddRequestIds(WireHeaders headers, string requestId)
    {
        headers["x-amz-request-id"] = requestId;
        headers["x-amz-id-2"] = HostId(requestId);
    }

    /// <summary>An id of the shape of <c>x-amz-id-2</c>, always the same for a request.</summary>
    public static string HostId(string requestId) =>
        Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(requestId)));

    private static WireRequest WriteRequest<T>(
        string method,
        string template,
        T input,
        Action<RestOutput, T> writeInput
    )
    {
        var output = new RestOutput();
        writeInput(output, input);
        var (path, query) = output.Target(template);
        return new WireRequest
        {
            Method = method,
            Path = path,
            Query = query,
            Headers = output.Headers,
            Body = output.Body,
            BodyStream = output.BodyStream,
        };
    }

    private static WireResponse WriteResponse<T>(
        int statusCode,
        T value,
        Action<RestOutput, T> writeOutput,
        string requestId
    )
    {
        var output = new RestOutput();
        AddRequestIds(output.Headers, requestId);
        writeOutput(output, value);
        return new WireResponse
        {
            StatusCode = output.Headers["Content-Range"] is null ? statusCode : PartialContent,
            Headers = output.Headers,
            Body = output.Body,
            BodyStream = output.BodyStream,
        };
    }
}
