using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Lanyard.Wire.Protocols;

/// <summary>AWS Query: a form with <c>Action</c> and <c>Version</c>, answered in XML.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html" />
internal static class AwsQueryProtocol
{
    /// <summary>The model of an operation from the readers and writers of its shapes.</summary>
    /// <param name="resultWrapper">The element around the output's members; null for operations without output.</param>
    public static OperationModel<TInput, TOutput> Operation<TInput, TOutput>(
        ServiceModel service,
        string name,
        string? resultWrapper,
        Func<QueryInput, TInput> readInput,
        Action<QueryOutput, TInput> writeInput,
        Func<XElement, TOutput> readOutput,
        Action<XmlWriter, TOutput> writeOutput
    )
        where TInput : class
        where TOutput : class =>
        new(service, name)
        {
            ReadInput = request => readInput(ReadForm(request)),
            WriteInput = input => WriteForm(service, name, input, writeInput),
            WriteOutput = (output, requestId) =>
                new WireResponse
                {
                    Headers = { { "x-amzn-RequestId", requestId }, { "Content-Type", "text/xml" } },
                    Body = XmlOutput.Document(
                        $"{name}Response",
                        service.XmlNamespace,
                        output,
                        (writer, value) => WriteResult(writer, value, resultWrapper, writeOutput, requestId),
                        declaration: false
                    ),
                },
            ReadOutput = response => ReadResult(response, resultWrapper, readOutput),
        };

    /// <summary>The parameters of a request: its query, then its body.</summary>
    public static QueryInput ReadForm(WireRequest request) =>
        QueryInput.Parse(request.Query, WireValue.Utf8(request.Body));

    private static WireRequest WriteForm<T>(
        ServiceModel service,
        string name,
        T input,
        Action<QueryOutput, T> writeInput
    )
    {
        var form = new QueryOutput();
        form.Member("Action", name);
        form.Member("Version", service.ApiVersion);
        writeInput(form, input);
        return new WireRequest
        {
            Method = "POST",
            Path = "/",
            Headers = { { "Content-Type", "application/x-www-form-urlencoded; charset=utf-8" } },
            Body = Encoding.UTF8.GetBytes(form.ToString()),
        };
    }

    private static void WriteResult<T>(
        XmlWriter writer,
        T output,
        string? resultWrapper,
        Action<XmlWriter, T> writeOutput,
        string requestId
    )
    {
        if (resultWrapper is not null)
        {
            writer.WriteStartElement(resultWrapper);
            writeOutput(writer, output);
            writer.WriteEndElement();
        }

        writer.WriteStartElement("ResponseMetadata");
        writer.Member("RequestId", requestId);
        writer.WriteEndElement();
    }

    private static T ReadResult<T>(WireResponse response, string? resultWrapper, Func<XElement, T> readOutput)
    {
        var result = XmlInput.Parse(response.Body);
        return resultWrapper is null
            ? readOutput(result)
            : readOutput(result.Elements().FirstOrDefault(e => e.Name.LocalName == resultWrapper) ?? result);
    }
}
