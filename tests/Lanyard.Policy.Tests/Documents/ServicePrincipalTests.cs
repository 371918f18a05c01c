using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>Only what can be no service is refused as one: AWS does not publish which there are.</summary>
public sealed class ServicePrincipalTests
{
    [Theory]
    [InlineData("tagging.amazonaws.com")]
    [InlineData("amazonaws.com")]
    [InlineData("amazonaws.com.cn")]
    [InlineData(".amazonaws.com")]
    [InlineData("ecs-tasks")]
    [InlineData("ecs-tasks.example.com")]
    [InlineData("ecs tasks.amazonaws.com")]
    [InlineData("ecs-tasks.amazonaws.com/")]
    [InlineData("https://ecs-tasks.amazonaws.com")]
    [InlineData("ecs-tasks.notamazonaws.com")]
    public void What_is_no_service_is_refused(string name)
    {
        var error = Error(Document(name), PolicyKind.Trust);

        Assert.Equal("INVALID_PRINCIPAL_FORMAT", error.Code);
        Assert.Equal($"Invalid principal in policy: \"SERVICE\":\"{name}\"", error.IamMessage);
    }

    [Theory]
    [InlineData("ecs-tasks.amazonaws.com")]
    [InlineData("logs.eu-west-1.amazonaws.com")]
    [InlineData("delivery.logs.amazonaws.com")]
    [InlineData("member.org.stacksets.cloudformation.amazonaws.com")]
    [InlineData("ec2.amazonaws.com.cn")]
    [InlineData("ec2.c2s.ic.gov")]
    [InlineData("appmesh.aws.internal")]
    [InlineData("service-of-next-year.amazonaws.com")]
    public void What_may_be_a_service_is_taken(string name) =>
        Assert.True(PolicyDocument.Parse(Document(name), PolicyKind.Trust).IsValid);

    private static string Document(string name) => Given.Document(Given.Trust($$"""{"Service":"{{name}}"}"""));
}
