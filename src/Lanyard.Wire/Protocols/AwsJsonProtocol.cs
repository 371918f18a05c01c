using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Protocols;

/// <summary>AWS JSON 1.0 and 1.1: one path, the operation in <c>X-Amz-Target</c>, a JSON structure each way.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html" />
internal static class AwsJsonProtocol
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // The answer is never put into a page; AWS writes text as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The model of an operation from the readers and writers of its shapes.</summary>
    public static OperationModel<TInput, TOutput> Operation<TInput, TOutput>(
        ServiceModel service,
        string name,
        JsonRead<TInput> readInput,
        Action<Utf8JsonWriter, TInput> writeInput,
        JsonRead<TOutput> readOutput,
        Action<Utf8JsonWriter, TOutput> writeOutput
    )
        where TInput : class
        where TOutput : class =>
        new(service, name)
        {
            ReadInput = request => Read(request.Body, readInput),
            WriteInput = input => new WireRequest
            {
                Method = "POST",
                Path = "/",
                Headers =
                {
                    { "Content-Type", service.Dialect.ContentType },
                    { "X-Amz-Target", $"{service.TargetPrefix}.{name}" },
                },
                Body = Write(input, writeInput),
            },
            WriteOutput = (output, requestId) =>
                new WireResponse
                {
                    Headers = { { "x-amzn-RequestId", requestId }, { "Content-Type", service.Dialect.ContentType } },
                    Body = Write(output, writeOutput),
                },
            ReadOutput = response => Read(response.Body, readOutput),
        };

    /// <summary>Writes one value as a whole body.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer, value);
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Reads one value from a whole body; an empty body is an empty structure.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> body, JsonRead<T> read)
    {
        var reader = new Utf8JsonReader(body.IsEmpty ? "{}"u8 : body.Span);
        try
        {
            var value = read(ref reader);
            while (reader.Read())
            {
                // Nothing may follow the value but white space: anything else throws.
            }

            return value;
        }
        catch (JsonException exception)
        {
            throw new AwsException(
                "SerializationException",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the body is not JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}"
                )
            );
        }
        catch (InvalidOperationException)
        {
            throw reader.Fault("Text that is not Unicode found");
        }
    }
}
