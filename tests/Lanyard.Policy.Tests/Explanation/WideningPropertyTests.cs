using CsCheck;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Tests.Reference;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>Whatever layer a statement stands in and whatever it lacks, the entry that is widened lets the request through.</summary>
public sealed class WideningPropertyTests
{
    private const int Iterations = 2_000;
    private const string Log = $"arn:aws:logs:us-east-1:{Account}:log-group:app";
    private const string Secret = $"arn:aws:secretsmanager:us-east-1:{Account}:secret:db";
    private const string Everything =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    private const string EverythingToAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private static readonly Gen<(string Action, string Resource, string Asked)> NearResource = Gen.OneOf(
        ("logs:PutLogEvents", Log, $"{Log}:log-stream:1"),
        ("secretsmanager:GetSecretValue", Secret, $"{Secret}-aB3dE9"),
        ("s3:GetObject", "arn:aws:s3:::receipts", BucketObject),
        ("s3:GetObject", "arn:aws:s3:::RECEIPTS/*", BucketObject),
        ("s3:GetObject", "arn:aws-cn:s3:::receipts/*", BucketObject),
        ("s3:ListBucket", "arn:aws:s3:::receipts/*", "arn:aws:s3:::receipts"),
        ("iam:PassRole", $"arn:aws:iam::{Account}:role/app", RoleArn),
        ("sqs:SendMessage", $"arn:aws:sqs:eu-west-1:{OtherAccount}:q", $"arn:aws:sqs:us-east-1:{Account}:q"),
        ("sqs:SendMessage", "arn:aws:sqs:*:q", $"arn:aws:sqs:us-east-1:{Account}:q")
    );

    private static readonly Gen<string> FailingCondition = Gen.OneOf(
        """{"StringEquals":{"k":"a"}}""",
        """{"StringEquals":{"k":["x","B"]}}""",
        """{"StringEqualsIfExists":{"k":"?"}}""",
        """{"ArnLike":{"arn":["arn:aws:s3:::a","arn:aws:s3:::c"]}}""",
        """{"IpAddress":{"ip":["10.0.0.0/8"]}}""",
        """{"StringEquals":{"set":"t"}}""",
        """{"StringNotEquals":{"set":"x"}}""",
        """{"ForAllValues:StringLike":{"set":"t*"}}""",
        """{"ForAnyValue:StringEquals":{"set":"v"}}"""
    );

    private static readonly Gen<(string Statement, AuthorizationRequest Request)> Near = Gen.OneOf(
        NearResource.Select(near => (Allow(near.Action, near.Resource), Ask(near.Action, near.Asked))),
        NearResource.Select(near =>
            (Allow(near.Action, $"""["arn:aws:s3:::other","{near.Resource}"]"""), Ask(near.Action, near.Asked))
        ),
        Gen.OneOf("s3:GetObjects", "s3:GetObjcet", "s4:GetObject")
            .Select(action => (Allow($"""["{action}", "sqs:*"]"""), Ask("s3:GetObject", BucketObject))),
        FailingCondition.Select(condition => (Allow("s3:*", "*", condition), Ask("s3:GetObject", BucketObject)))
    );

    private static readonly Gen<(string Statement, AuthorizationRequest Request, PolicyLayer Layer)> NearInLayer =
        Gen.Select(
            Near,
            Gen.OneOf(
                PolicyLayer.Identity,
                PolicyLayer.Boundary,
                PolicyLayer.Session,
                PolicyLayer.Resource,
                PolicyLayer.ServiceControl,
                PolicyLayer.Endpoint
            ),
            (near, layer) => (near.Statement, near.Request, layer)
        );

    [Fact]
    public void The_widened_element_allows_what_the_layer_refused() =>
        NearInLayer.Sample(
            near =>
            {
                var layers = Silent(near.Layer, near.Statement);
                var request = Owned(near.Request, near.Layer);

                var explanation = layers.Explain(request);

                return explanation is { BlockedBy: [var layer], Change: { Element: not null, Statement: null } change }
                    && layer == near.Layer
                    && change.Layer == near.Layer
                    && layers.With(change).Evaluate(request).IsAllowed;
            },
            iter: Iterations,
            print: near => $"{near.Layer} {near.Request.Action} {near.Request.Resource}: {near.Statement}"
        );

    private static AuthorizationRequest Ask(string action, string resource) =>
        Request(
            action,
            resource,
            context: new RequestContext()
                .Set("k", "b")
                .Set("arn", "arn:aws:s3:::b")
                .Set("ip", "192.0.2.1")
                .Set("set", ["t", "u"])
        );

    /// <summary>The same request across accounts, where the layer is one that only strangers need.</summary>
    private static AuthorizationRequest Owned(AuthorizationRequest request, PolicyLayer layer) =>
        layer == PolicyLayer.Resource
            ? Request(request.Action, request.Resource, context: request.Context, resourceAccount: OtherAccount)
            : request;

    /// <summary>Layers that allow everything, but for one, which has a single statement.</summary>
    private static Layers Silent(PolicyLayer layer, string statement)
    {
        var (own, resourceSide) = (
            Document(statement),
            Document(statement.Replace("\"Action\"", "\"Principal\":\"*\",\"Action\"", StringComparison.Ordinal))
        );
        return new Layers(
            [layer == PolicyLayer.Identity ? own : Everything],
            layer == PolicyLayer.Boundary ? own : Everything,
            [layer == PolicyLayer.Session ? own : Everything],
            layer == PolicyLayer.Resource ? resourceSide : null,
            IsRequired: false
        )
        {
            ServiceControl =
            [
                [Everything],
                [layer == PolicyLayer.ServiceControl ? own : Everything],
            ],
            ResourceControl =
            [
                [EverythingToAll],
            ],
            Endpoint = layer == PolicyLayer.Endpoint ? resourceSide : EverythingToAll,
        };
    }
}
