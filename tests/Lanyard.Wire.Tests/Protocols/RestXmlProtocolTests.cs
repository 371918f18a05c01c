using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Wire.Tests.Protocols;

public sealed class RestXmlProtocolTests
{
    [Fact]
    public void Key_keeps_its_slashes_in_the_path()
    {
        var request = S3Model.GetObject.WriteInput(
            new GetObjectInput
            {
                Bucket = "b",
                Key = "a/b c/é+?.txt",
                VersionId = "v 1",
            }
        );

        Assert.Equal(
            ("GET", "/b/a/b%20c/%C3%A9%2B%3F.txt", "versionId=v%201"),
            (request.Method, request.Path, request.Query)
        );
        Assert.Equal("a/b c/é+?.txt", S3Model.GetObject.ReadInput(request).Key);
    }

    [Fact]
    public void Fixed_part_of_the_query_comes_first()
    {
        var request = S3Model.ListObjectsV2.WriteInput(new ListObjectsV2Input { Bucket = "b", Prefix = "p/" });

        Assert.Equal("list-type=2&prefix=p%2F", request.Query);
    }

    [Fact]
    public void Bucket_may_stand_in_the_host()
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/a%20b",
            Headers = { { "Host", "b.s3.us-east-1.amazonaws.com" } },
        };

        var input = S3Model.GetObject.ReadInput(request);

        Assert.Equal(("b", "a b"), (input.Bucket, input.Key));
    }

    [Fact]
    public void Metadata_are_headers_with_a_prefix()
    {
        var input = new PutObjectInput
        {
            Bucket = "b",
            Key = "k",
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["Owner"] = "me" },
        };

        var request = S3Model.PutObject.WriteInput(input);

        Assert.Equal("me", request.Headers["x-amz-meta-owner"]);
        Assert.Equal("me", S3Model.PutObject.ReadInput(request).Metadata!["owner"]);
    }

    [Fact]
    public void Object_is_passed_on_as_a_stream()
    {
        using var body = new MemoryStream([1, 2, 3]);
        var request = new WireRequest
        {
            Method = "PUT",
            Path = "/b/k",
            BodyStream = body,
        };

        Assert.True(S3Model.PutObject.StreamsInput);
        Assert.Same(body, S3Model.PutObject.ReadInput(request).Body);
        Assert.Same(body, S3Model.GetObject.WriteOutput(new GetObjectOutput { Body = body }, "r").BodyStream);
    }

    [Fact]
    public void Part_of_an_object_is_partial_content()
    {
        var output = new GetObjectOutput { ContentRange = "bytes 0-1/3", ContentLength = 2 };

        Assert.Equal(206, S3Model.GetObject.WriteOutput(output, "r").StatusCode);
    }

    [Fact]
    public void Deletion_has_no_content() =>
        Assert.Equal(204, S3Model.DeleteObject.WriteOutput(new DeleteObjectOutput(), "r").StatusCode);

    [Fact]
    public void Every_response_carries_both_ids()
    {
        var response = S3Model.PutObject.WriteOutput(new PutObjectOutput { ETag = "\"1\"" }, "request-1");

        Assert.Equal("request-1", response.Headers["x-amz-request-id"]);
        Assert.NotNull(response.Headers["x-amz-id-2"]);
        Assert.Equal("\"1\"", response.Headers["ETag"]);
    }

    [Fact]
    public void List_of_objects_has_its_own_root_and_flat_items()
    {
        var response = S3Model.ListObjectsV2.WriteOutput(
            new ListObjectsV2Output
            {
                Name = "b",
                KeyCount = 2,
                IsTruncated = false,
                Contents =
                [
                    new() { Key = "a", LastModified = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero) },
                    new() { Key = "b", Size = 5 },
                ],
            },
            "request-1"
        );

        Assert.Equal("application/xml", response.Headers["Content-Type"]);
        Assert.Equal(
            """<?xml version="1.0" encoding="utf-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated><Contents><Key>a</Key><LastModified>2026-11-24T08:00:00.000Z</LastModified></Contents><Contents><Key>b</Key><Size>5</Size></Contents><Name>b</Name><KeyCount>2</KeyCount></ListBucketResult>""",
            Text(response.Body)
        );
    }

    [Fact]
    public void Location_of_us_east_1_is_an_empty_root()
    {
        var response = S3Model.GetBucketLocation.WriteOutput(new GetBucketLocationOutput(), "r");

        Assert.EndsWith(
            "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />",
            Text(response.Body),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Policy_is_the_whole_body()
    {
        var request = S3Model.PutBucketPolicy.WriteInput(new PutBucketPolicyInput { Bucket = "b", Policy = "{}" });

        Assert.Equal(("policy", "{}"), (request.Query, Text(request.Body)));
        Assert.Equal("{}", S3Model.PutBucketPolicy.ReadInput(request).Policy);
    }

    [Theory]
    [InlineData("<Delete><Object>")]
    [InlineData("delete")]
    [InlineData("<Delete><Quiet>perhaps</Quiet></Delete>")]
    [InlineData(
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><Delete><Object><Key>&e;</Key></Object></Delete>"
    )]
    public void Bad_xml_is_refused(string body)
    {
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/b",
            Query = "delete",
            Body = Encoding.UTF8.GetBytes(body),
        };

        var exception = Assert.Throws<AwsException>(() => S3Model.DeleteObjects.ReadInput(request));

        Assert.Equal(("MalformedXML", 400), (exception.Code, exception.StatusCode));
        Assert.StartsWith("line 1, column ", Assert.Single(exception.Details).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Body_is_read_no_deeper_than_documents_of_aws_go()
    {
        const string Open = "<a>";
        var nested = string.Concat(Enumerable.Repeat(Open, 40)) + string.Concat(Enumerable.Repeat("</a>", 40));
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/b",
            Query = "delete",
            Body = Encoding.UTF8.GetBytes(nested),
        };

        var exception = Assert.Throws<AwsException>(() => S3Model.DeleteObjects.ReadInput(request));

        Assert.Equal("MalformedXML", exception.Code);
        var column = (33 * Open.Length) + 2; // of the name of the first element that is below 32 others and the root
        Assert.Equal($"line 1, column {column}", Assert.Single(exception.Details).Value);
    }

    [Fact]
    public void Bad_number_is_refused_by_name()
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/b",
            Query = "list-type=2&max-keys=many",
        };

        var exception = Assert.Throws<AwsException>(() => S3Model.ListObjectsV2.ReadInput(request));

        Assert.Equal("InvalidArgument", exception.Code);
        Assert.Equal("Provided max-keys not an integer or within integer range", exception.Message);
        Assert.Equal([new("ArgumentName", "max-keys"), new("ArgumentValue", "many")], exception.Details);
    }

    [Fact]
    public void Request_without_its_bucket_is_not_made() =>
        Assert.Throws<ArgumentException>(() => S3Model.HeadBucket.WriteInput(new HeadBucketInput()));

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
