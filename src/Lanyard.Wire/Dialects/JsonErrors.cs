using System.Text.Json;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Dialects;

/// <summary>Errors with a JSON body.</summary>
internal static class JsonErrors
{
    /// <summary>The body for an error.</summary>
    /// <param name="withType">Whether the body has the code; REST says it in a header.</param>
    public static ReadOnlyMemory<byte> Write(AwsException error, bool withType) =>
        AwsJsonProtocol.Write(
            error,
            (writer, value) =>
            {
                writer.WriteStartObject();
                if (withType)
                {
                    writer.WriteString("__type"u8, value.Code);
                }

                if (value.Message.Length > 0)
                {
                    writer.WriteString("message"u8, value.Message);
                }

                foreach (var (name, text) in value.Details)
                {
                    writer.WriteString(name, text);
                }

                writer.WriteEndObject();
            }
        );

    /// <summary>The error in an answer; one that is not JSON has its status as code.</summary>
    public static AwsException Read(WireResponse response)
    {
        try
        {
            return ReadBody(response);
        }
        catch (AwsException exception) when (exception.Code == "SerializationException")
        {
            return AnsweredError.Of(response);
        }
    }

    private static AwsException ReadBody(WireResponse response)
    {
        var members = AwsJsonProtocol.Read(response.Body, ReadTexts);
        var code =
            response.Headers["x-amzn-query-error"]?.Split(';')[0]
            ?? members.GetValueOrDefault("__type")
            ?? response.Headers["x-amzn-ErrorType"]
            ?? members.GetValueOrDefault("code");
        return AnsweredError.Of(
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
}
