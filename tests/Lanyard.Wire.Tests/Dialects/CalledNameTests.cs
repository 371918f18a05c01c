using System.Text;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Dialects;

/// <summary>Which operation a request calls, as its service tells them apart.</summary>
public sealed class CalledNameTests
{
    [Theory]
    [InlineData("GET", "/", "", "ListBuckets")]
    [InlineData("GET", "/?x-id=ListBuckets", "", "ListBuckets")]
    [InlineData("GET", "/b", "", "ListObjects")]
    [InlineData("GET", "/b?list-type=2&prefix=a", "", "ListObjectsV2")]
    [InlineData("GET", "/b?list-type=1", "", "ListObjects")]
    [InlineData("GET", "/b?location=", "", "GetBucketLocation")]
    [InlineData("GET", "/b?lifecycle", "", "GetBucketLifecycleConfiguration")]
    [InlineData("GET", "/b?analytics", "", "ListBucketAnalyticsConfigurations")]
    [InlineData("GET", "/b?analytics&id=1", "", "GetBucketAnalyticsConfiguration")]
    [InlineData("GET", "/b?unheard-of", "", "ListObjects")]
    [InlineData("PUT", "/b", "", "CreateBucket")]
    [InlineData("PUT", "/b?policy", "", "PutBucketPolicy")]
    [InlineData("PUT", "/b?analytics", "", "PutBucketAnalyticsConfiguration")]
    [InlineData("DELETE", "/b?policy", "", "DeleteBucketPolicy")]
    [InlineData("DELETE", "/b", "", "DeleteBucket")]
    [InlineData("HEAD", "/b", "", "HeadBucket")]
    [InlineData("POST", "/b?delete", "", "DeleteObjects")]
    [InlineData("GET", "/b/k", "", "GetObject")]
    [InlineData("GET", "/b/k?x-id=GetObject&partNumber=1", "", "GetObject")]
    [InlineData("GET", "/b/k?uploadId=u", "", "ListParts")]
    [InlineData("GET", "/b/k?acl", "", "GetObjectAcl")]
    [InlineData("HEAD", "/b/k", "", "HeadObject")]
    [InlineData("PUT", "/b/k?x-id=PutObject", "", "PutObject")]
    [InlineData("PUT", "/b/k", "x-amz-copy-source", "CopyObject")]
    [InlineData("PUT", "/b/k?partNumber=1&uploadId=u", "", "UploadPart")]
    [InlineData("PUT", "/b/k?partNumber=1&uploadId=u", "x-amz-copy-source", "UploadPartCopy")]
    [InlineData("PUT", "/b/k?partNumber=1", "", "PutObject")]
    [InlineData("POST", "/b/k?uploads", "", "CreateMultipartUpload")]
    [InlineData("POST", "/b/k?uploadId=u", "", "CompleteMultipartUpload")]
    [InlineData("DELETE", "/b/k?uploadId=u", "", "AbortMultipartUpload")]
    [InlineData("DELETE", "/b/k", "", "DeleteObject")]
    public void S3_operation_is_told_by_method_path_query_and_header(
        string method,
        string target,
        string header,
        string operation
    )
    {
        var request = Request(method, target);
        if (header.Length > 0)
        {
            request.Headers.Add(header, "/b/other");
        }

        Assert.Equal(new CalledName(operation, IsAddressed: true), NameIn(S3Model.Service, request));
    }

    [Theory]
    [InlineData("HEAD", "/")]
    [InlineData("POST", "/b")]
    [InlineData("POST", "/b/k")]
    [InlineData("OPTIONS", "/b/k")]
    public void S3_request_without_a_route_is_unknown(string method, string target)
    {
        Assert.Equal(new CalledName(null, IsAddressed: false), NameIn(S3Model.Service, Request(method, target)));
    }

    [Theory]
    [InlineData("AmazonEC2ContainerServiceV20141113.RunTask", "RunTask", true)]
    [InlineData("AmazonEC2ContainerServiceV20141113.RunTusk", "RunTusk", true)]
    [InlineData("AmazonSSM.GetParameter", "AmazonSSM.GetParameter", false)]
    [InlineData("RunTask", "RunTask", false)]
    public void Json_operation_is_told_by_its_target(string target, string name, bool isAddressed)
    {
        var request = Request("POST", "/");
        request.Headers.Add("X-Amz-Target", target);

        Assert.Equal(new CalledName(name, isAddressed), NameIn(EcsModel.Service, request));
        Assert.Equal(isAddressed, EcsModel.Service.Dialect.Shows(EcsModel.Service, request));
    }

    [Theory]
    [InlineData("Action=CreateRole&Version=2010-05-08", "CreateRole", true)]
    [InlineData("Action=CreateRole&Version=2009-01-01", "CreateRole", false)]
    [InlineData("Action=CreateRole", "CreateRole", false)]
    [InlineData("Version=2010-05-08", null, true)]
    public void Query_operation_is_told_by_action_and_version(string form, string? name, bool isAddressed)
    {
        var posted = Request("POST", "/");
        posted.Headers.Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        posted.Body = Encoding.UTF8.GetBytes(form);

        Assert.Equal(new CalledName(name, isAddressed), NameIn(IamModel.Service, posted));
        Assert.Equal(new CalledName(name, isAddressed), NameIn(IamModel.Service, Request("GET", "/?" + form)));
    }

    [Theory]
    [InlineData("GET", "/2013-04-01/hostedzone", "ListZones")]
    [InlineData("GET", "/2013-04-01/hostedzone/", "ListZones")]
    [InlineData("GET", "/2013-04-01/hostedzone/Z%2F1", "GetZone")]
    [InlineData("GET", "/2013-04-01/hostedzone/count", "CountZones")]
    [InlineData("GET", "/2013-04-01/files/a/b", "GetFile")]
    [InlineData("POST", "/2013-04-01/hostedzone", null)]
    [InlineData("GET", "/2013-04-01/hostedzone/Z1/more", null)]
    [InlineData("GET", "/2013-04-01/files/", null)]
    [InlineData("GET", "/", null)]
    public void Rest_operation_is_told_by_method_and_path(string method, string path, string? name)
    {
        var service = new ServiceModel
        {
            Prefix = "zones",
            SigningName = "zones",
            ApiVersion = "2013-04-01",
            Dialect = RestXmlDialect.Instance,
            Routes =
            [
                new("ListZones", "GET", "/2013-04-01/hostedzone"),
                new("GetZone", "GET", "/2013-04-01/hostedzone/{Id}"),
                new("CountZones", "GET", "/2013-04-01/hostedzone/count"),
                new("GetFile", "GET", "/2013-04-01/files/{Path+}"),
            ],
        };

        Assert.Equal(new CalledName(name, IsAddressed: name is not null), NameIn(service, Request(method, path)));
    }

    private static CalledName NameIn(ServiceModel service, WireRequest request) =>
        service.Dialect.NameIn(service, request);

    private static WireRequest Request(string method, string target)
    {
        var parts = target.Split('?', 2);
        return new WireRequest
        {
            Method = method,
            Path = parts[0],
            Query = parts.Length > 1 ? parts[1] : "",
            Headers = { { "Host", "127.0.0.1:4566" } },
        };
    }
}
