using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.ManagedPolicies;

namespace Lanyard.Policy.Tests.ManagedPolicies;

/// <summary>The policies of AWS that resolve offline.</summary>
public sealed class AwsManagedPoliciesTests
{
    private const string Execution = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    [Fact]
    public void Every_policy_of_AWS_is_a_valid_managed_policy_and_compiles()
    {
        var faulty = AwsManagedPolicies
            .Arns.AsParallel()
            .Where(arn =>
            {
                var parsed = PolicyDocument.Parse(
                    AwsManagedPolicies.Find(arn)!.Document,
                    PolicyKind.Managed,
                    PolicyLimits.AwsManaged
                );
                return !parsed.IsValid
                    || CompiledPolicy.Compile(parsed.Document, PolicyKind.Managed, arn).Statements.IsEmpty;
            });

        Assert.Empty(faulty);
        Assert.True(AwsManagedPolicies.Arns.Count > 1500);
    }

    [Theory]
    [InlineData("arn:aws:iam::aws:policy/AdministratorAccess", "v1")]
    [InlineData(Execution, "v1")]
    [InlineData("arn:aws:iam::aws:policy/job-function/Billing", "v30")]
    [InlineData("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy", "v24")]
    public void A_policy_is_found_by_path_and_name(string arn, string version)
    {
        var policy = AwsManagedPolicies.Find(arn);

        Assert.NotNull(policy);
        Assert.Equal(arn, policy.Arn);
        Assert.Equal(version, policy.VersionId);
        Assert.InRange(policy.UpdatedAt, policy.CreatedAt, DateTimeOffset.MaxValue);
        Assert.StartsWith("{\"Version\":\"2012-10-17\"", policy.Document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ARNs_are_in_order_and_each_is_found()
    {
        Assert.Equal(AwsManagedPolicies.Arns.Order(StringComparer.Ordinal), AwsManagedPolicies.Arns);
        Assert.All(AwsManagedPolicies.Arns, arn => Assert.Equal(arn, AwsManagedPolicies.Find(arn)?.Arn));
    }

    [Fact]
    public void A_document_is_unpacked_once()
    {
        AwsManagedPolicies.TryGet(Execution, out var first);
        AwsManagedPolicies.TryGet(Execution, out var second);

        Assert.Same(first, second);
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
    [InlineData("arn:aws:iam::aws:policy/administratoraccess")]
    [InlineData("arn:aws:iam::aws:policy/")]
    [InlineData("")]
    public void An_unknown_ARN_finds_nothing(string arn) => Assert.False(AwsManagedPolicies.TryGet(arn, out _));
}
