using Lanyard.Policy.Evaluation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Conditions;

/// <summary>When a condition holds; numbers are rules of AWS's condition operators.</summary>
public sealed class ConditionTests
{
    [Theory]
    // 56: keys are AND-ed, values OR-ed, negated values NOR-ed
    [InlineData("""{"StringEquals":{"k":["a","b"]}}""", "k=b", true)]
    [InlineData("""{"StringEquals":{"k":["a","b"]}}""", "k=c", false)]
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=b", true)]
    [InlineData("""{"StringEquals":{"k":"a","l":"b"}}""", "k=a;l=c", false)]
    [InlineData("""{"StringEquals":{"k":"a"},"StringLike":{"k":"b*"}}""", "k=a", false)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=b", false)]
    [InlineData("""{"StringNotEquals":{"k":["a","b"]}}""", "k=c", true)]
    // 57: absent keys
    [InlineData("""{"StringEquals":{"k":"a"}}""", "", false)]
    [InlineData("""{"StringNotEquals":{"k":"a"}}""", "", true)]
    [InlineData("""{"StringEqualsIfExists":{"k":"a"}}""", "", true)]
    [InlineData("""{"StringEqualsIfExists":{"k":"a"}}""", "k=b", false)]
    [InlineData("""{"NumericLessThan":{"k":"5"}}""", "", false)]
    [InlineData("""{"NotIpAddress":{"k":"10.0.0.0/8"}}""", "", true)]
    // 58: IfExists changes nothing for a negated operator
    [InlineData("""{"StringNotEqualsIfExists":{"k":"a"}}""", "", true)]
    // 59
    [InlineData("""{"Bool":{"aws:MultiFactorAuthPresent":"false"}}""", "", false)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}""", "", true)]
    // 60, 61
    [InlineData("""{"Null":{"k":"true"}}""", "", true)]
    [InlineData("""{"Null":{"k":"true"}}""", "k=a", false)]
    [InlineData("""{"Null":{"k":"false"}}""", "k=a", true)]
    [InlineData("""{"Null":{"k":false}}""", "", false)]
    [InlineData("""{"Null":{"k":"false"}}""", "k=", false)]
    [InlineData("""{"Null":{"k":"false"}}""", "k:", false)]
    // 62, 63
    [InlineData("""{"StringEquals":{"AWS:principaltag/TEAM":"a"}}""", "aws:PrincipalTag/team=a", true)]
    [InlineData("""{"StringEquals":{"k":"a"}}""", "k=A", false)]
    [InlineData("""{"StringLike":{"k":"a*"}}""", "k=Ab", false)]
    [InlineData("""{"StringEqualsIgnoreCase":{"k":"aB"}}""", "k=Ab", true)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"k":"aB"}}""", "k=Ab", false)]
    // 64
    [InlineData("""{"ForAllValues:StringEquals":{"k":["a","b"]}}""", "k=a,b", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"k":["a","b"]}}""", "k=a,c", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"k":"a"}}""", "", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"k":"a"}}""", "k:", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"k":"a"}}""", "k=", true)]
    // 65
    [InlineData("""{"ForAnyValue:StringEquals":{"k":["a","b"]}}""", "k=c,b", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"k":["a","b"]}}""", "k=c,d", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"k":"a"}}""", "", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"k":"a"}}""", "k:", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"k":"a"}}""", "", false)]
    // 66
    [InlineData("""{"ForAllValues:StringNotEquals":{"k":["a","b"]}}""", "k=c,d", true)]
    [InlineData("""{"ForAllValues:StringNotEquals":{"k":["a","b"]}}""", "k=c,b", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"k":["a","b"]}}""", "k=a,c", true)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"k":["a","b"]}}""", "k=a,b", false)]
    // 67: a set operator on a key with one value
    [InlineData("""{"ForAnyValue:StringEquals":{"k":"a"}}""", "k=a", true)]
    // 68, 69: no set operator on a set
    [InlineData("""{"StringEquals":{"k":"a"}}""", "k=a,b", false)]
    [InlineData("""{"StringNotEquals":{"k":"c"}}""", "k=a,b", false)]
    [InlineData("""{"StringEquals":{"aws:TagKeys":"a"}}""", "aws:TagKeys=a", false)]
    // 70
    [InlineData("""{"foranyvalue:stringlikeifexists":{"k":"a*"}}""", "k=b,ac", true)]
    [InlineData("""{"ForAnyValue:StringLikeIfExists":{"k":"a*"}}""", "", true)]
    // 71
    [InlineData("""{"StringLike":{"k":"a*c?"}}""", "k=abccd", true)]
    [InlineData("""{"StringLike":{"k":"a*"}}""", "k=a", true)]
    [InlineData("""{"StringLike":{"k":"a"}}""", "k=ab", false)]
    [InlineData("""{"StringNotLike":{"k":"a*"}}""", "k=ab", false)]
    [InlineData("""{"StringEquals":{"k":"a*"}}""", "k=ab", false)]
    [InlineData("""{"StringEquals":{"k":"a*"}}""", "k=a*", true)]
    // 72
    [InlineData("""{"NumericEquals":{"k":12}}""", "k=12.0", true)]
    [InlineData("""{"NumericEquals":{"k":"12"}}""", "k=12abc", false)]
    [InlineData("""{"NumericEquals":{"k":"12abc"}}""", "k=12", false)]
    [InlineData("""{"NumericEquals":{"k":"12"}}""", "k=12\0", false)]
    [InlineData("""{"NumericNotEquals":{"k":"12"}}""", "k=13", true)]
    [InlineData("""{"NumericLessThan":{"k":"10"}}""", "k=9", true)]
    [InlineData("""{"NumericLessThan":{"k":"10"}}""", "k=10", false)]
    [InlineData("""{"NumericLessThanEquals":{"k":"10"}}""", "k=10", true)]
    [InlineData("""{"NumericGreaterThan":{"k":"-1.5"}}""", "k=-1", true)]
    [InlineData("""{"NumericGreaterThanEquals":{"k":"10"}}""", "k=9.99", false)]
    // 73, 74
    [InlineData("""{"DateLessThan":{"aws:EpochTime":"2026-11-24T00:00:00Z"}}""", "aws:EpochTime=1795478399", true)]
    [InlineData("""{"DateLessThan":{"aws:EpochTime":"2026-11-24T00:00:00Z"}}""", "aws:EpochTime=1795478400", false)]
    [InlineData("""{"DateEquals":{"k":1795478400}}""", "k=2026-11-24T00:00:00Z", true)]
    [InlineData("""{"DateEquals":{"k":"2026-11-24"}}""", "k=2026-11-24T00:00:00Z", true)]
    [InlineData("""{"DateEquals":{"k":"2026-11-24T02:00+02:00"}}""", "k=2026-11-24T00:00:00.000Z", true)]
    [InlineData("""{"DateGreaterThan":{"k":"2026"}}""", "k=2026-01-01T00:00:01Z", true)]
    [InlineData("""{"DateGreaterThanEquals":{"k":"2026-11"}}""", "k=2026-10-31T23:59:59Z", false)]
    [InlineData("""{"DateNotEquals":{"k":"2026-11"}}""", "k=2026-10", true)]
    [InlineData("""{"DateLessThanEquals":{"k":"2026-11-24T00:00:00Z"}}""", "k=yesterday", false)]
    [InlineData("""{"NumericLessThan":{"aws:EpochTime":"1795478400"}}""", "aws:EpochTime=1", true)]
    // 75
    [InlineData("""{"Bool":{"k":true}}""", "k=True", true)]
    [InlineData("""{"Bool":{"k":"true"}}""", "k=false", false)]
    // 76: no variables in Bool
    [InlineData("""{"Bool":{"k":"${l}"}}""", "k=true;l=true", false)]
    // 77
    [InlineData("""{"BinaryEquals":{"k":"QmluYXJ5"}}""", "k=QmluYXJ5", true)]
    [InlineData("""{"BinaryEquals":{"k":"QmluYXJ5"}}""", "k=QmluYXJ6", false)]
    // 78, 79
    [InlineData("""{"IpAddress":{"k":["10.0.0.0/8","2001:db8::/32"]}}""", "k=10.255.1.2", true)]
    [InlineData("""{"IpAddress":{"k":["10.0.0.0/8","2001:db8::/32"]}}""", "k=2001:0DB8::1", true)]
    [InlineData("""{"IpAddress":{"k":"10.0.0.0/8"}}""", "k=11.0.0.1", false)]
    [InlineData("""{"IpAddress":{"k":"10.0.0.1"}}""", "k=10.0.0.1", true)]
    [InlineData("""{"IpAddress":{"k":"2001:db8::1"}}""", "k=2001:db8:0:0:0:0:0:1", true)]
    [InlineData("""{"IpAddress":{"k":"0.0.0.0/0"}}""", "k=::1", false)]
    [InlineData("""{"NotIpAddress":{"k":["10.0.0.0/8","192.168.0.0/16"]}}""", "k=192.168.1.1", false)]
    [InlineData("""{"NotIpAddress":{"k":"10.0.0.0/8"}}""", "k=11.0.0.1", true)]
    // 81
    [InlineData(
        """{"ArnLike":{"k":"arn:aws:ecs:us-east-1:111122223333:*"}}""",
        "k=arn:aws:ecs:us-east-1:111122223333:task/c/1",
        true
    )]
    [InlineData(
        """{"ArnEquals":{"k":"arn:aws:ecs:*:111122223333:task/*"}}""",
        "k=arn:aws:ecs:eu-west-1:111122223333:task/c/1",
        true
    )]
    [InlineData("""{"ArnLike":{"k":"arn:aws:ecs:*:task/1"}}""", "k=arn:aws:ecs:us-east-1:111122223333:task/1", false)]
    [InlineData("""{"ArnLike":{"k":"arn:aws:s3:::*"}}""", "k=arn:aws:s3:us-east-1:1:x", false)]
    [InlineData("""{"ArnNotEquals":{"k":"arn:aws:s3:::a"}}""", "k=arn:aws:s3:::b", true)]
    [InlineData("""{"ArnNotLike":{"k":"arn:aws:s3:::a*"}}""", "k=arn:aws:s3:::ab", false)]
    // 82
    [InlineData("""{"ArnLike":{"k":"*"}}""", "k=text", false)]
    [InlineData("""{"ArnNotLike":{"k":"arn:aws:s3:::a"}}""", "k=text", true)]
    public void A_condition_holds(string condition, string context, bool expected) =>
        Assert.Equal(expected, IsAllowed(Request(context: Context(context)), Allow("*", "*", condition)));

    [Fact]
    public void A_condition_that_does_not_hold_leaves_the_statement_out_and_does_not_deny()
    {
        const string Fails = """{"StringEquals":{"k":"a"}}""";

        Assert.True(IsAllowed(Request(), Allow("*", "*", Fails), Allow("*")));
        Assert.True(IsAllowed(Request(), Deny("*", "*", Fails), Allow("*")));
    }

    [Fact]
    public void Rule_58_a_deny_with_a_negated_operator_fires_when_the_key_is_missing() =>
        Assert.False(
            IsAllowed(Request(), Allow("*"), Deny("*", "*", """{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}"""))
        );

    [Fact]
    public void Rule_69_a_declared_set_answers_only_to_set_operators()
    {
        var request = Request(context: Context("svc:Keys=a").DeclareMultivalued("SVC:keys"));

        Assert.False(IsAllowed(request, Allow("*", "*", """{"StringEquals":{"svc:Keys":"a"}}""")));
        Assert.True(IsAllowed(request, Allow("*", "*", """{"ForAnyValue:StringEquals":{"svc:Keys":"a"}}""")));
    }

    /// <summary>Keys as in <c>k=a,b;l=c</c>; <c>k:</c> is a key that is present without values.</summary>
    private static RequestContext Context(string text)
    {
        var context = new RequestContext();
        foreach (var item in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                context.Set(item[..^1], (string[])[]);
            }
            else
            {
                context.Set(item[..equals], item[(equals + 1)..].Split(','));
            }
        }

        return context;
    }
}
