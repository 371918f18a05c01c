namespace Lanyard.Wire.Protocols;

/// <summary>REST with XML: members in path, query and headers, the rest in an XML body or a plain payload.</summary>
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
            ReadInput = request => readInput(new RestInput(request, LabelsOf(service, template, request))),
            WriteInput = input => WriteRequest(method, template, input, writeInput),
            WriteOutput = (output, requestId) => WriteResponse(service, statusCode, output, writeOutput, requestId),
            ReadOutput = response => readOutput(new RestInput(response)),
        };

    private static IReadOnlyList<KeyValuePair<string, string>> LabelsOf(
        ServiceModel service,
        string template,
        WireRequest request
    )
    {
        var question = template.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? template : template[..question];
        return RestPath.Match(path, service.Dialect.PathOf(request)) ?? [];
    }

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
        ServiceModel service,
        int statusCode,
        T value,
        Action<RestOutput, T> writeOutput,
        string requestId
    )
    {
        var output = new RestOutput();
        service.Dialect.AddRequestId(output.Headers, requestId);
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
