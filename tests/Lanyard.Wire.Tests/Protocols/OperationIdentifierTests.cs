using System.Text;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Protocols;

public sealed class OperationIdentifierTests
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

        var identity = OperationIdentifier.Identify(request, "s3");

        Assert.Equal(("s3", operation), (identity.Service?.Prefix, identity.Name));
    }

    [Theory]
    [InlineData("HEAD", "/")]
    [InlineData("POST", "/b")]
    [InlineData("POST", "/b/k")]
    [InlineData("OPTIONS", "/b/k")]
    public void S3_request_without_a_route_is_unknown(string method, string target)
    {
        var identity = OperationIdentifier.Identify(Request(method, target), "s3");

        Assert.Equal((OperationKnowledge.UnknownOperation, null), (identity.Knowledge, identity.Name));
        Assert.Equal("s3", identity.Service?.Prefix);
    }

    [Theory]
    [InlineData("ecs", "AmazonEC2ContainerServiceV20141113.RunTask", OperationKnowledge.Modelled)]
    [InlineData("ecs", "AmazonEC2ContainerServiceV20141113.UpdateCapacityProvider", OperationKnowledge.Named)]
    [InlineData("ecs", "AmazonEC2ContainerServiceV20141113.RunTusk", OperationKnowledge.UnknownOperation)]
    [InlineData("ecs", "AmazonEC2ContainerServiceV20141113.runtask", OperationKnowledge.UnknownOperation)]
    [InlineData("ecs", "AmazonSSM.GetParameter", OperationKnowledge.UnknownOperation)]
    [InlineData("ecs", "RunTask", OperationKnowledge.UnknownOperation)]
    [InlineData("dynamodb", "DynamoDB_20120810.PutItem", OperationKnowledge.UnknownService)]
    [InlineData(null, "DynamoDB_20120810.PutItem", OperationKnowledge.UnknownService)]
    [InlineData(null, "Logs_20140328.StartQuery", OperationKnowledge.Named)]
    public void Json_operation_is_told_by_its_target(string? signingName, string target, OperationKnowledge knowledge)
    {
        var request = Request("POST", "/");
        request.Headers.Add("X-Amz-Target", target);

        var identity = OperationIdentifier.Identify(request, signingName);

        Assert.Equal((knowledge, target.Split('.')[^1]), (identity.Knowledge, identity.Name));
    }

    [Theory]
    [InlineData("iam", "Action=CreateRole&Version=2010-05-08", OperationKnowledge.Modelled)]
    [InlineData("iam", "Action=CreateGroup&Version=2010-05-08", OperationKnowledge.Named)]
    [InlineData("iam", "Action=AssumeRole&Version=2011-06-15", OperationKnowledge.UnknownOperation)]
    [InlineData("iam", "Action=CreateRole&Version=2009-01-01", OperationKnowledge.UnknownOperation)]
    [InlineData("iam", "Action=CreateRole", OperationKnowledge.UnknownOperation)]
    [InlineData("iam", "Version=2010-05-08", OperationKnowledge.UnknownOperation)]
    [InlineData("sns", "Action=Publish&Version=2010-03-31", OperationKnowledge.UnknownService)]
    [InlineData(null, "Action=GetCallerIdentity&Version=2011-06-15", OperationKnowledge.Modelled)]
    [InlineData(null, "Action=Publish&Version=2010-03-31", OperationKnowledge.UnknownService)]
    public void Query_operation_is_told_by_action_and_version(
        string? signingName,
        string form,
        OperationKnowledge knowledge
    )
    {
        var posted = Request("POST", "/");
        posted.Headers.Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        posted.Body = Encoding.UTF8.GetBytes(form);

        Assert.Equal(knowledge, OperationIdentifier.Identify(posted, signingName).Knowledge);
        Assert.Equal(knowledge, OperationIdentifier.Identify(Request("GET", "/?" + form), signingName).Knowledge);
    }

    [Fact]
    public void Signature_for_one_service_calls_no_other()
    {
        var request = Request("PUT", "/b/k");
        request.Headers.Add("X-Amz-Target", "secretsmanager.GetSecretValue");

        Assert.Equal("PutObject", OperationIdentifier.Identify(request, "s3").Name);
        Assert.Equal(OperationKnowledge.UnknownOperation, OperationIdentifier.Identify(request, "ssm").Knowledge);
    }

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
