using System.Xml;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Dialects;

/// <summary>Errors with an XML body: in an <c>ErrorResponse</c>, or bare as S3 writes them.</summary>
internal static class XmlErrors
{
    /// <summary>The body for an error, in an <c>ErrorResponse</c>.</summary>
    /// <param name="xmlNamespace">The namespace of the service's answers; may be empty.</param>
    public static ReadOnlyMemory<byte> WriteWrapped(AwsException error, string requestId, string xmlNamespace) =>
        XmlOutput.Document(
            "ErrorResponse",
            xmlNamespace,
            error,
            (writer, value) =>
            {
                writer.WriteStartElement("Error");
                writer.Member("Type", value.IsServerFault ? "Receiver" : "Sender");
                WriteMembers(writer, value);
                writer.WriteEndElement();
                writer.Member("RequestId", requestId);
            },
            declaration: false
        );

    /// <summary>The body for an error, bare.</summary>
    /// <param name="resource">The path that was asked for; null: none.</param>
    public static ReadOnlyMemory<byte> WriteBare(
        AwsException error,
        string requestId,
        string hostId,
        string? resource
    ) =>
        XmlOutput.Document(
            "Error",
            "",
            error,
            (writer, value) =>
            {
                WriteMembers(writer, value);
                writer.Member("Resource", resource);
                writer.Member("RequestId", requestId);
                writer.Member("HostId", hostId);
            },
            declaration: true
        );

    /// <summary>The error in an answer of either form; one that is not XML has its status as code.</summary>
    public static AwsException Read(WireResponse response)
    {
        try
        {
            return response.Body.IsEmpty ? AnsweredError.Of(response) : ReadBody(response);
        }
        catch (AwsException exception) when (exception.Code == "MalformedXML")
        {
            return AnsweredError.Of(response);
        }
    }

    private static void WriteMembers(XmlWriter writer, AwsException error)
    {
        writer.Member("Code", error.Code);
        writer.Member("Message", error.Message);
        foreach (var (name, value) in error.Details)
        {
            writer.Member(name, value);
        }
    }

    private static AwsException ReadBody(WireResponse response)
    {
        var root = XmlInput.Parse(response.Body);
        var error = root.Elements().FirstOrDefault(element => element.Name.LocalName == "Error") ?? root;
        return AnsweredError.Of(
            response,
            error.Text("Code"),
            error.Text("Message"),
            [
                .. error
                    .Elements()
                    .Where(e => e.Name.LocalName is not ("Code" or "Message" or "Type" or "RequestId" or "HostId"))
                    .Select(e => KeyValuePair.Create(e.Name.LocalName, e.Value)),
            ]
        );
    }
}
