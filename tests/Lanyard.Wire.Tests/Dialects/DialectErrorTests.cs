using System.Text;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Dialects;

/// <summary>Errors as the services write them, and as clients read them.</summary>
public sealed class DialectErrorTests
{
    [Fact]
    public void Json_error_has_type_and_message()
    {
        var response = Write(EcsModel.Service, new AwsException("ClientException", "no \"such\""), "request-1");

        Assert.Equal(400, response.StatusCode);
        Assert.Equal("request-1", response.Headers["x-amzn-RequestId"]);
        Assert.Equal("application/x-amz-json-1.1", response.Headers["Content-Type"]);
        Assert.Equal("""{"__type":"ClientException","message":"no \"such\""}""", Text(response));
    }

    [Fact]
    public void Json_error_without_message_has_none()
    {
        var response = Write(EcsModel.Service, new AwsException("ParameterNotFound", ""), "request-1");

        Assert.Equal("""{"__type":"ParameterNotFound"}""", Text(response));
    }

    [Theory]
    [InlineData(404, "Sender")]
    [InlineData(500, "Receiver")]
    public void Query_error_says_who_is_at_fault(int status, string type)
    {
        var response = Write(IamModel.Service, new AwsException("NoSuchEntity", "<gone>", status), "request-1");

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

        var response = Write(S3Model.Service, error, "request-1");

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
        var response = Write(S3Model.Service, new AwsException("NoSuchKey", "", 404), "r", isHead: true);

        Assert.Equal((404, 0), (response.StatusCode, response.Body.Length));
        Assert.Null(response.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("json-1.0")]
    [InlineData("json-1.1")]
    [InlineData("query")]
    [InlineData("rest-json")]
    [InlineData("rest-xml")]
    [InlineData("s3")]
    public void Error_is_read_as_it_was_written(string dialect)
    {
        var error = new AwsException("AccessDenied", "User: é is not authorized", 403) { Details = [new("Key", "k")] };

        var service = new ServiceModel
        {
            Prefix = "x",
            SigningName = "x",
            ApiVersion = "2026-11-24",
            XmlNamespace = "urn:x",
            Dialect = DialectOf.Name(dialect),
        };

        var read = service.Dialect.Read(Write(service, error, "request-1"));

        Assert.Equal((error.Code, error.Message, 403), (read.Code, read.Message, read.StatusCode));
        Assert.Equal(error.Details, read.Details);
    }

    [Theory]
    [InlineData("""{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"m"}""")]
    [InlineData("""{"__type":"AccessDeniedException:http://internal.example/","message":"m","retry":{"a":1}}""")]
    public void Json_code_is_bare(string body)
    {
        var read = JsonDialect.Json11.Read(Response(400, body));

        Assert.Equal(("AccessDeniedException", "m"), (read.Code, read.Message));
    }

    [Fact]
    public void Query_compatible_code_wins()
    {
        var response = Response(400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"m"}""");
        response.Headers["x-amzn-query-error"] = "AWS.SimpleQueueService.NonExistentQueue;Sender";

        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", JsonDialect.Json10.Read(response).Code);
    }

    [Theory]
    [InlineData("json-1.1", "<html>")]
    [InlineData("rest-json", "<html>")]
    [InlineData("query", "bad gateway")]
    [InlineData("rest-xml", "bad gateway")]
    [InlineData("s3", "")]
    public void Answer_of_another_shape_has_its_status_as_code(string dialect, string body)
    {
        var read = DialectOf.Name(dialect).Read(Response(502, body));

        Assert.Equal(("502", 502), (read.Code, read.StatusCode));
    }

    [Theory]
    [InlineData("json-1.1", "UnknownOperationException", 400, "")]
    [InlineData("query", "InvalidAction", 400, "Could not find operation Fly for version 2009-01-01")]
    [InlineData("rest-json", "UnknownOperationException", 404, "")]
    [InlineData("rest-xml", "UnknownOperationException", 404, "")]
    [InlineData("s3", "MethodNotAllowed", 405, "The specified method is not allowed against this resource.")]
    public void What_the_service_does_not_have_is_told_in_its_own_words(
        string dialect,
        string code,
        int status,
        string message
    )
    {
        var request = Request("/?Action=Fly&Version=2009-01-01");

        var error = DialectOf.Name(dialect).Unknown(EcsModel.Service, request);

        Assert.Equal((code, status, message), (error.Code, error.StatusCode, error.Message));
    }

    [Fact]
    public void Query_says_that_no_version_was_asked_for() =>
        Assert.Equal(
            "Could not find operation Fly for version NO_VERSION_SPECIFIED",
            QueryDialect.Instance.Unknown(IamModel.Service, Request("/?Action=Fly")).Message
        );

    [Theory]
    [InlineData("/", "SERVICE")]
    [InlineData("/b", "BUCKET")]
    [InlineData("/b/", "BUCKET")]
    [InlineData("/b/k", "OBJECT")]
    public void S3_says_which_method_what_does_not_take(string path, string type) =>
        Assert.Equal(
            [new("Method", "POST"), new("ResourceType", type)],
            S3Dialect.Instance.Unknown(S3Model.Service, Request(path)).Details
        );

    [Fact]
    public void Rest_says_the_code_of_a_JSON_error_in_a_header()
    {
        var service = new ServiceModel
        {
            Prefix = "x",
            SigningName = "x",
            ApiVersion = "2026-11-24",
            Dialect = RestJsonDialect.Instance,
        };

        var response = Write(service, new AwsException("ResourceNotFoundException", "gone", 404), "request-1");

        Assert.Equal("ResourceNotFoundException", response.Headers["x-amzn-ErrorType"]);
        Assert.Equal("application/json", response.Headers["Content-Type"]);
        Assert.Equal("""{"message":"gone"}""", Text(response));
    }

    private static WireResponse Write(
        ServiceModel service,
        AwsException error,
        string requestId,
        bool isHead = false
    ) => service.Dialect.Write(service, error, requestId, isHead: isHead);

    private static WireRequest Request(string target)
    {
        var parts = target.Split('?', 2);
        return new WireRequest
        {
            Method = "POST",
            Path = parts[0],
            Query = parts.Length > 1 ? parts[1] : "",
        };
    }

    private static WireResponse Response(int status, string body) =>
        new() { StatusCode = status, Body = Encoding.UTF8.GetBytes(body) };

    private static string Text(WireResponse response) => Encoding.UTF8.GetString(response.Body.Span);
}
