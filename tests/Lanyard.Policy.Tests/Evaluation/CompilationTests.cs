using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>What compiling costs: no more than in proportion to the document.</summary>
public sealed class CompilationTests
{
    private const int Many = 2_000;

    [Fact]
    public void A_statement_of_many_actions_and_resources_is_not_multiplied_out()
    {
        var actions = Texts("s3:A");
        var resources = Texts("arn:aws:s3:::b");
        var policy = CompileWithin(32, Allow(actions, resources));

        Assert.True(IsAllowed(policy, "s3:A1999", "arn:aws:s3:::b1999"));
        Assert.False(IsAllowed(policy, "s3:A2000", "arn:aws:s3:::b1999"));
        Assert.False(IsAllowed(policy, "s3:A1999", "arn:aws:s3:::b2000"));
    }

    [Fact]
    public void What_is_about_all_services_is_not_copied_for_each_of_very_many()
    {
        string[] named = [.. Enumerable.Range(0, Many).Select(i => $"\"s{i}:Get\"")];
        string[] unnamed = [.. Enumerable.Range(0, Many).Select(i => $"\"*:A{i}\"")];
        var policy = CompileWithin(
            32,
            Allow($"[{string.Join(',', named)}]"),
            Allow($"[{string.Join(',', unnamed)}]"),
            """{"Effect":"Deny","NotAction":["s1:*","s2:*","*:A7"],"Resource":"*"}"""
        );

        Assert.True(IsAllowed(policy, "s1:Get", "*"));
        Assert.True(IsAllowed(policy, "s2:A3", "*"));
        Assert.True(IsAllowed(policy, "other:A7", "*"));
        Assert.False(IsAllowed(policy, "s1:Put", "*"));
        Assert.False(IsAllowed(policy, "s3:Get", "*"));
    }

    [Theory]
    [InlineData(PolicyKind.Identity)]
    [InlineData(PolicyKind.Resource)]
    [InlineData(PolicyKind.Trust)]
    [InlineData(PolicyKind.Session)]
    public void A_kept_policy_that_cannot_be_read_denies_everything_and_says_so(PolicyKind kind)
    {
        var policy = CompiledPolicy.CompileOrDeny("{", kind, "app");
        var resource = new ResourcePolicy(policy, IsRequired: false);

        var decision = Evaluator.Evaluate(Request(principal: Root), CallerPolicies.None, resource);

        Assert.Equal(DecisionOutcome.ExplicitDeny, decision.Outcome);
        Assert.Equal("app (unreadable, so it denies everything)", decision.Policy?.Name);
        Assert.Equal(kind, policy.Kind);
    }

    [Fact]
    public void A_kept_policy_is_read_whatever_its_size()
    {
        string[] actions = [.. Enumerable.Range(0, 4000).Select(i => $"\"s3:Action{i}\"")];
        var json = Document(Allow($"[{string.Join(',', actions)}]"));

        var policy = CompiledPolicy.CompileOrDeny(json, PolicyKind.Session, "session");

        Assert.True(IsAllowed(policy, "s3:Action3999", "*"));
    }

    private static bool IsAllowed(CompiledPolicy policy, string action, string resource) =>
        Evaluator.Evaluate(Request(action, resource), Caller(policy), default).IsAllowed;

    private static CompiledPolicy CompileWithin(int mebibytes, params string[] statements)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var policy = Identity(statements);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mebibytes * 1024L * 1024);
        return policy;
    }

    private static string Texts(string beginning) =>
        $"[{string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"{beginning}{i}\""))}]";
}
