using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>The policy of a KMS key is where every permission for the key begins.</summary>
public sealed class KeyPolicyTests
{
    private const string Key = $"arn:aws:kms:us-east-1:{Account}:key/1234";
    private const string TheAccount = $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""";

    private static readonly CallerPolicies MayDecrypt = Caller(Identity(Allow("kms:Decrypt", Key)));

    [Fact]
    public void Rule_116_the_statement_for_the_account_enables_identity_policies()
    {
        Assert.True(Evaluator.Evaluate(Decrypt(), MayDecrypt, Policy(AllowTo(TheAccount, "kms:*"))).IsAllowed);
        Assert.False(Evaluator.Evaluate(Decrypt(), MayDecrypt, Policy(AllowTo(TheAccount, "kms:List*"))).IsAllowed);
        Assert.False(Evaluator.Evaluate(Decrypt(), CallerPolicies.None, Policy(AllowTo(TheAccount))).IsAllowed);
    }

    [Fact]
    public void Rule_116_identity_denies_bite_whatever_the_key_policy_says()
    {
        var direct = Policy(AllowTo($$"""{"AWS":"{{SessionArn}}"}"""));

        Assert.True(Evaluator.Evaluate(Decrypt(), CallerPolicies.None, direct).IsAllowed);
        Assert.False(Evaluator.Evaluate(Decrypt(), Caller(Identity(Deny("kms:*"))), direct).IsAllowed);
    }

    [Fact]
    public void Rule_117_nobody_has_access_without_the_key_policy()
    {
        var nobody = new ResourcePolicy(null, IsRequired: true);

        Assert.False(Evaluator.Evaluate(Decrypt(), Caller(Identity(Allow("*"))), nobody).IsAllowed);
        Assert.False(Evaluator.Evaluate(Decrypt(Root), CallerPolicies.None, nobody).IsAllowed);
        Assert.True(Evaluator.Evaluate(Decrypt(Root), CallerPolicies.None, Policy(AllowTo(TheAccount))).IsAllowed);
    }

    [Fact]
    public void Rule_119_across_accounts_key_policy_and_identity_policy_must_both_allow()
    {
        var request = Decrypt(owner: OtherAccount);

        Assert.True(Evaluator.Evaluate(request, MayDecrypt, Policy(AllowTo(TheAccount))).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, CallerPolicies.None, Policy(AllowTo(TheAccount))).IsAllowed);
        Assert.False(
            Evaluator
                .Evaluate(
                    request,
                    MayDecrypt,
                    Policy(AllowTo($"\"{OtherAccount}\"".Replace("\"4", "{\"AWS\":\"4") + "}"))
                )
                .IsAllowed
        );
    }

    [Fact]
    public void Rule_120_a_resource_that_is_an_alias_speaks_about_the_alias()
    {
        var caller = Caller(Identity(Allow("kms:*", $"arn:aws:kms:us-east-1:{Account}:alias/app")));

        Assert.False(Evaluator.Evaluate(Decrypt(), caller, Policy(AllowTo(TheAccount))).IsAllowed);
    }

    [Fact]
    public void Rule_120_aliases_of_the_key_are_compared_in_conditions()
    {
        const string Condition = """{"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/app"}}""";
        var caller = Caller(Identity(Allow("kms:Decrypt", "*", Condition)));
        var context = new RequestContext().Set("kms:ResourceAliases", ["alias/app", "alias/old"]);

        Assert.True(Evaluator.Evaluate(Decrypt(context: context), caller, Policy(AllowTo(TheAccount))).IsAllowed);
        Assert.False(Evaluator.Evaluate(Decrypt(), caller, Policy(AllowTo(TheAccount))).IsAllowed);
    }

    private static ResourcePolicy Policy(string statement) => Resource(statement) with { IsRequired = true };

    private static AuthorizationRequest Decrypt(
        Principal? principal = null,
        RequestContext? context = null,
        string owner = Account
    ) => Request("kms:Decrypt", Key, principal, context, owner);
}
