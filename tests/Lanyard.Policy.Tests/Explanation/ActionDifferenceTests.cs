using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Explanation.NearRequests;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What keeps an action from matching is named, with what would let it match.</summary>
public sealed class ActionDifferenceTests
{
    [Theory]
    [InlineData("s3:GetObjects")]
    [InlineData("s3:GetObjcet")]
    [InlineData("s3:getobjec")]
    [InlineData("S3:GetxObjekt")]
    public void A_misspelled_action_is_named_so(string misspelled) =>
        AssertWidened(
            Allow(misspelled),
            Request(),
            NearMissKind.NearSpelling,
            $"`{misspelled}` is spelled nearly as `s3:GetObject`, but is not the same",
            "s3:GetObject"
        );

    [Theory]
    [InlineData("s3:PutObject")]
    [InlineData("s3:GetObjectAcl")]
    [InlineData("s3:List*")]
    public void Another_action_is_no_misspelling(string other) =>
        AssertNotWidened(Allow(other), Request(), NearMissKind.Other, $"`s3:GetObject` does not match `{other}`");

    [Fact]
    public void The_action_of_another_service_is_named_so() =>
        AssertWidened(
            Allow("secretmanager:getSecretValue"),
            Request("secretsmanager:GetSecretValue"),
            NearMissKind.OtherService,
            "`secretmanager:getSecretValue` is another service's action than `secretsmanager:GetSecretValue`",
            "secretsmanager:GetSecretValue"
        );

    [Fact]
    public void Rule_44_another_case_is_no_miss() => Assert.True(IsAllowed(Request(), Allow("S3:getOBJECT")));

    [Fact]
    public void Rule_46_what_NotAction_lists_is_excepted() =>
        AssertNotWidened(
            """{"Effect":"Allow","NotAction":["s3:GetObject","iam:*"],"Resource":"*"}""",
            Request(),
            NearMissKind.Excepted,
            "`s3:GetObject` is excepted by `s3:GetObject`, `iam:*`"
        );

    [Fact]
    public void An_action_of_a_service_that_shares_nothing_is_not_near() =>
        Assert.Empty(Explain(Allow("sqs:*"), Request()).NearMisses);

    [Fact]
    public void A_misspelled_action_on_another_resource_is_not_near() =>
        Assert.Empty(Explain(Allow("s3:GetObjects", "arn:aws:s3:::reports/*"), Request()).NearMisses);
}
