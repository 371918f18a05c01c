using System.Net;
using System.Text.Json;
using System.Xml;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Errors;

/// <summary>How errors look on the wire: written for clients, read from services.</summary>
public static class ErrorShape
{
    /// <summary>The answer of a service for an error.</summary>
    /// <inheritdoc cref="Write(Protocol, AwsException, string, string?, string, bool)" />
    public static WireResponse Write(
        ServiceModel service,
        AwsException error,
        string requestId,
        string? resource = null,
        bool isHead = false
    ) => Write(service.Protocol, error, requestId, resource, service.XmlNamespace, isHead);

    /// <summary>The answer for an error in a protocol.</summary>
    /// <param name="resource">The resource that S3 names in its errors; null: none. Other protocols have no place for it.</param>
    /// <param name="xmlNamespace">The namespace of Query's answers; may be empty.</param>
    /// <param name="isHead">Whether a HEAD request is answered, so without a body.</param>
    public static WireResponse Write(
        Protocol protocol,
        AwsException error,
        string requestId,
        string? resource = null,
        string xmlNamespace = "",
        bool isHead = false
    )
    {
        var response = new WireResponse { StatusCode = error.StatusCode };
        if (protocol == Protocol.RestXml)
        {
            RestXmlProtocol.AddRequestIds(response.Headers, requestId);
        }
        else
        {
            response.Headers["x-amzn-RequestId"] = requestId;
        }

        if (isHead || error.StatusCode == (int)HttpStatusCode.NotModified)
        {
            return response;
        }

        (response.Headers["Content-Type"], response.Body) = protocol switch
        {
            Protocol.Query => ("text/xml", WriteQuery(error, requestId, xmlNamespace)),
            Protocol.RestXml => ("application/xml", WriteS3(error, requestId, resource)),
            _ => (AwsJsonProtocol.ContentType(protocol), AwsJsonProtocol.Write(error, WriteJson)),
        };
        return response;
    }

    /// <summary>The error in a service's answer. An answer that is not in the protocol's shape has its status as code.</summary>
    public static AwsException Read(Protocol protocol, WireResponse response)
    {
        try
        {
            return protocol is Protocol.Query or Protocol.RestXml ? ReadXml(response) : ReadJson(response);
        }
        catch (AwsException exception) when (exception.Code is "SerializationException" or "MalformedXML")
        {
            return Make(response, code: null, message: null, []);
        }
    }

    private static void WriteJson(Utf8JsonWriter writer, AwsException error)
    {
        writer.WriteStartObject();
        writer.WriteString("__type"u8, error.Code);
        if (error.Message.Length > 0)
        {
            writer.WriteString("message"u8, error.Message);
        }

        foreach (var (name, value) in error.Details)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> WriteQuery(AwsException error, string requestId, string xmlNamespace) =>
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

    private static ReadOnlyMemory<byte> WriteS3(AwsException error, string requestId, string? resource) =>
        XmlOutput.Document(
            "Error",
            "",
            error,
            (writer, value) =>
            {
                WriteMembers(writer, value);
                writer.Member("Resource", resource);
                writer.Member("RequestId", requestId);
                writer.Member("HostId", RestXmlProtocol.HostId(requestId));
            },
            declaration: true
        );

    private static void WriteMembers(XmlWriter writer, AwsException error)
    {
        writer.Member("Code", error.Code);
        writer.Member("Message", error.Message);
        foreach (var (name, value) in error.Details)
        {
            writer.Member(name, value);
        }
    }

    private static AwsException ReadXml(WireResponse response)
    {
        if (response.Body.IsEmpty)
        {
            return Make(response, code: null, message: null, []);
        }

        var root = XmlInput.Parse(response.Body);
        var error = root.Elements().FirstOrDefault(element => element.Name.LocalName == "Error") ?? root;
        return Make(
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

    private static AwsException ReadJson(WireResponse response)
    {
        var members = AwsJsonProtocol.Read(response.Body, ReadTexts);
        var code =
            response.Headers["x-amzn-query-error"]?.Split(';')[0]
            ?? members.GetValueOrDefault("__type")
            ?? response.Headers["x-amzn-ErrorType"]
            ?? members.GetValueOrDefault("code");
        return Make(
            response,
            BareCode(code),
            members.GetValueOrDefault("message") ?? members.GetValueOrDefault("Message"),
            [.. members.Where(member => member.Key is not ("__type" or "code" or "message" or "Message"))]
        );
    }

    private static OrderedDictionary<string, string> ReadTexts(ref Utf8JsonReader reader)
    {
        var members = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        reader.StartShape();
        while (reader.NextMember())
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                members[name] = reader.GetString()!;
            }
            else
            {
                reader.Skip();
            }
        }

        return members;
    }

    // "com.amazon.coral.service#AccessDeniedException:http://internal/..." is AccessDeniedException.
    private static string? BareCode(string? code)
    {
        var bare = code?.Split(':')[0];
        return bare?[(bare.IndexOf('#', StringComparison.Ordinal) + 1)..];
    }

    private static AwsException Make(
        WireResponse response,
        string? code,
        string? message,
        IReadOnlyList<KeyValuePair<string, string>> details
    ) =>
        new(
            string.IsNullOrEmpty(code) ? WireValue.Format(response.StatusCode) : code,
            message ?? "",
            response.StatusCode
        )
        {
            Details = details,
        };
}
