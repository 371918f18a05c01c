using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Errors;

public sealed class ErrorShapeTests
{
    [Fact]
    public void Json_error_has_type_and_message()
    {
        var response = ErrorShape.Write(
            EcsModel.Service,
            new AwsException("ClientException", "no \"such\""),
            "request-1"
        );

        Assert.Equal(400, response.StatusCode);
        Assert.Equal("request-1", response.Headers["x-amzn-RequestId"]);
        Assert.Equal("application/x-amz-json-1.1", response.Headers["Content-Type"]);
        Assert.Equal("""{"__type":"ClientException","message":"no \"such\""}""", Text(response));
    }

    [Fact]
    public void Json_error_without_message_has_none()
    {
        var response = ErrorShape.Write(Protocol.Json11, new AwsException("ParameterNotFound", ""), "request-1");

        Assert.Equal("""{"__type":"ParameterNotFound"}""", Text(response));
    }

    [Theory]
    [InlineData(404, "Sender")]
    [InlineData(500, "Receiver")]
    public void Query_error_says_who_is_at_fault(int status, string type)
    {
        var response = ErrorShape.Write(
            IamModel.Service,
            new AwsException("NoSuchEntity", "<gone>", status),
            "request-1"
        );

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/xml", response.Headers["Content-Type"]);
        Assert.Equal(
            $"""<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>{type}</Type><Code>NoSuchEntity</Code><Message>&lt;gone&gt;</Message></Error><RequestId>request-1</RequestId></ErrorResponse>""",
            Text(response)
        );
    }

    [Fact]
    public void S3_error_has_its_details_and_both_ids()
    {
        var error = new AwsException("NoSuchKey", "The specified key does not exist.", 404)
        {
            Details = [new("Key", "a/b")],
        };

        var response = ErrorShape.Write(S3Model.Service, error, "request-1");

        var hostId = response.Headers["x-amz-id-2"];
        Assert.Equal("request-1", response.Headers["x-amz-request-id"]);
        Assert.Equal("application/xml", response.Headers["Content-Type"]);
        Assert.Equal(
            $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a/b</Key><RequestId>request-1</RequestId><HostId>{hostId}</HostId></Error>""",
            Text(response)
        );
    }

    [Fact]
    public void Answer_to_HEAD_has_no_body()
    {
        var response = ErrorShape.Write(S3Model.Service, new AwsException("NoSuchKey", "", 404), "r", isHead: true);

        Assert.Equal((404, 0), (response.StatusCode, response.Body.Length));
        Assert.Null(response.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData(Protocol.Json10)]
    [InlineData(Protocol.Json11)]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.RestXml)]
    public void Error_is_read_as_it_was_written(Protocol protocol)
    {
        var error = new AwsException("AccessDenied", "User: é is not authorized", 403) { Details = [new("Key", "k")] };

        var read = ErrorShape.Read(protocol, ErrorShape.Write(protocol, error, "request-1", xmlNamespace: "urn:x"));

        Assert.Equal((error.Code, error.Message, 403), (read.Code, read.Message, read.StatusCode));
        Assert.Equal(error.Details, read.Details);
    }

    [Theory]
    [InlineData("""{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"m"}""")]
    [InlineData("""{"__type":"AccessDeniedException:http://internal.example/","message":"m","retry":{"a":1}}""")]
    public void Json_code_is_bare(string body)
    {
        var read = ErrorShape.Read(Protocol.Json11, Response(400, body));

        Assert.Equal(("AccessDeniedException", "m"), (read.Code, read.Message));
    }

    [Fact]
    public void Query_compatible_code_wins()
    {
        var response = Response(400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}""");
        response.Headers["x-amzn-query-error"] = "AWS.SimpleQueueService.NonExistentQueue;Sender";

        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", ErrorShape.Read(Protocol.Json10, response).Code);
    }

    [Theory]
    [InlineData(Protocol.Json11, "<html>")]
    [InlineData(Protocol.Query, "bad gateway")]
    [InlineData(Protocol.RestXml, "")]
    public void Answer_of_another_shape_has_its_status_as_code(Protocol protocol, string body)
    {
        var read = ErrorShape.Read(protocol, Response(502, body));

        Assert.Equal(("502", 502), (read.Code, read.StatusCode));
    }

    [Fact]
    public void Unknown_operation_is_refused_in_the_services_own_words()
    {
        Assert.Equal("UnknownOperationException", OperationErrors.Unknown(EcsModel.Service, "Fly").Code);
        Assert.Equal(
            "Could not find operation Fly for version 2010-05-08",
            OperationErrors.Unknown(IamModel.Service, "Fly").Message
        );
        Assert.Equal(405, OperationErrors.Unknown(S3Model.Service, null).StatusCode);
    }

    private static WireResponse Response(int status, string body) =>
        new() { StatusCode = status, Body = Encoding.UTF8.GetBytes(body) };

    private static string Text(WireResponse response) => Encoding.UTF8.GetString(response.Body.Span);
}
