using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>A decision allocates nothing, whichever way it goes.</summary>
public sealed class AllocationTests
{
    private const int Decisions = 100;

    private const string EveryOperator = """
        {
          "StringEquals": { "aws:username": "${k}" },
          "StringEqualsIgnoreCase": { "aws:username": "${svc:upper}" },
          "StringLike": { "aws:username": "b*" },
          "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/${aws:username}" },
          "NumericLessThan": { "svc:number": "10" },
          "DateLessThan": { "aws:CurrentTime": "2027-01-01T00:00:00Z" },
          "Bool": { "aws:SecureTransport": "true" },
          "BinaryEquals": { "svc:bytes": "QmluYXJ5" },
          "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"] },
          "Null": { "aws:nothing": "true" },
          "ForAllValues:StringLike": { "aws:TagKeys": ["a*", "b"] },
          "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" }
        }
        """;

    private static readonly RequestContext Context = new RequestContext()
        .Set("k", "bob")
        .Set("aws:username", "bob")
        .Set("svc:upper", "BOB")
        .Set("aws:PrincipalArn", $"arn:aws:iam::{Account}:role/bob")
        .Set("svc:number", "9.5")
        .Set("aws:CurrentTime", "2026-11-24T12:00:00.123Z")
        .Set("aws:SecureTransport", "true")
        .Set("svc:bytes", "QmluYXJ5")
        .Set("aws:SourceIp", "2001:db8::1")
        .Set("aws:TagKeys", ["ab", "b"]);

    [Fact]
    public void An_allow_through_every_operator_allocates_nothing()
    {
        var caller = Caller(
            Identity(
                Allow("sqs:*"),
                Deny("s3:Delete*"),
                Allow("s3:Get*", "arn:aws:s3:::receipts/${none, '2026'}/*", EveryOperator)
            ),
            boundary: Identity("""{"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:iam:::*"}"""),
            session: Identity(Allow("*"))
        );

        AssertNoAllocation(Request(context: Context), caller, default, DecisionOutcome.Allow);
    }

    [Fact]
    public void A_grant_by_a_resource_policy_allocates_nothing() =>
        AssertNoAllocation(
            Request(context: Context),
            Caller(Identity(Allow("sqs:*"))),
            Resource(
                DenyTo($$"""{"AWS":"{{OtherAccount}}"}"""),
                AllowTo($$"""{"AWS":["{{Account}}","{{UserArn}}","AROA1234567890ABCDEFG","{{RoleArn}}"]}""")
            ),
            DecisionOutcome.Allow
        );

    [Fact]
    public void An_explicit_deny_allocates_nothing() =>
        AssertNoAllocation(
            Request(context: Context),
            Caller(Identity(Allow("*"), Deny("s3:*", "arn:aws:s3:::*", EveryOperator))),
            default,
            DecisionOutcome.ExplicitDeny
        );

    [Fact]
    public void Silence_allocates_nothing() =>
        AssertNoAllocation(
            Request(context: Context),
            Caller(Identity(Allow("s3:*", "arn:aws:s3:::*/*/*/x"), Allow("s3:GetObject", "arn:aws:s3:::${none}"))),
            default,
            DecisionOutcome.ImplicitDeny
        );

    [Fact]
    public void A_service_assuming_a_role_allocates_nothing() =>
        AssertNoAllocation(
            Request("sts:AssumeRole", RoleArn, EcsTasks, Context),
            CallerPolicies.None,
            TrustPolicy(
                Trust("""{"Service":"ecs-tasks.amazonaws.com"}""", """{"Bool":{"aws:SecureTransport":"true"}}""")
            ),
            DecisionOutcome.Allow
        );

    private static void AssertNoAllocation(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource,
        DecisionOutcome expected
    )
    {
        Assert.Equal(expected, Evaluator.Evaluate(request, caller, resource).Outcome);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Decisions; i++)
        {
            Evaluator.Evaluate(request, caller, resource);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
