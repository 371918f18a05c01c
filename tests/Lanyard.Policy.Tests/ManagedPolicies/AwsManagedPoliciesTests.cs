using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.ManagedPolicies;

namespace Lanyard.Policy.Tests.ManagedPolicies;

/// <summary>The policies of AWS that resolve offline.</summary>
public sealed class AwsManagedPoliciesTests
{
    private const string Execution = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess")]
    [InlineData(Execution)]
    public void A_known_policy_is_a_valid_managed_policy(string arn)
    {
        Assert.True(AwsManagedPolicies.TryGet(arn, out var document));

        Assert.Empty(PolicyDocument.Parse(document, PolicyKind.Managed).Faults);
    }

    [Theory]
    [InlineData("ecr:GetAuthorizationToken", true)]
    [InlineData("ecr:BatchGetImage", true)]
    [InlineData("logs:PutLogEvents", true)]
    [InlineData("logs:CreateLogGroup", false)]
    [InlineData("secretsmanager:GetSecretValue", false)]
    public void The_execution_role_policy_pulls_and_logs_and_no_more(string action, bool expected)
    {
        Assert.True(AwsManagedPolicies.TryGet(Execution, out var document));
        var caller = Given.Caller(Given.Compile(PolicyKind.Managed, document, Execution));

        Assert.Equal(expected, Evaluator.Evaluate(Given.Request(action, "*"), caller, default).IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/NoSuchPolicy")]
    [InlineData("arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy")]
    [InlineData("arn:aws:iam::111122223333:policy/AdministratorAccess")]
    [InlineData("")]
    public void An_unknown_ARN_finds_nothing(string arn) => Assert.False(AwsManagedPolicies.TryGet(arn, out _));
}
