using Lanyard.Cli.Rendering;
using Lanyard.Cli.Running;
using Lanyard.Cli.Tests.Rendering;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Running;

/// <summary>What decisions are worth to a run.</summary>
public sealed class JudgeTests
{
    // As the record has an operation that nobody answers, under a policy that is scoped to a resource.
    private static readonly DecisionEntry NotAnswered = Shown.Decision(Shown.Refused) with
    {
        Service = "dynamodb",
        Operation = "GetItem",
        ErrorCode = "UnknownOperationException",
        Requirements =
        [
            Shown.Refused with
            {
                Action = "dynamodb:GetItem",
                Resource = "*",
                Reason = "the call has no resource, which only `*` covers",
            },
        ],
    };

    public static TheoryData<DecisionEntry> Unanswered { get; } =
    [
        NotAnswered,
        NotAnswered with
        {
            Requirements = [],
        },
        NotAnswered with
        {
            Requirements = null,
            Allowed = true,
        },
        NotAnswered with
        {
            Service = "s3",
            Operation = "CopyObject",
        },
    ];

    [Theory]
    [MemberData(nameof(Unanswered), DisableDiscoveryEnumeration = true)]
    public void Of_a_call_that_is_not_answered_nothing_is_decided(DecisionEntry decision)
    {
        var call = Judge.OfEverything.On(decision);

        Assert.Equal((false, false, true), (call.IsAnswered, call.IsRefused, call.IsUnknown));
        Assert.Empty(call.Requirements);
    }

    [Theory]
    [MemberData(nameof(Unanswered), DisableDiscoveryEnumeration = true)]
    public void A_call_that_is_not_answered_is_shown_as_such_and_no_change_is_proposed(DecisionEntry decision)
    {
        using var written = new StringWriter { NewLine = "\n" };

        new TextRunOutput(written, TextWriter.Null).Decision(Judge.OfEverything.On(decision));

        Assert.Equal(
            $"unknown   {decision.Service}:{decision.Operation}  is not answered here: nothing was decided  as the task role\n",
            written.ToString()
        );
    }

    [Fact]
    public void A_report_names_what_is_not_answered_apart_from_refusals()
    {
        var report = Shown.Report with
        {
            Roles = [Shown.Role with { Refused = [], NotAnswered = ["dynamodb:GetItem"] }],
        };

        var text = ReportText.Of(report);

        Assert.Contains(
            "  unknown        dynamodb:GetItem  is not answered here: nothing was decided",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("fix: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exec", true)]
    [InlineData("other", false)]
    public void What_is_said_of_a_role_bears_on_its_own_calls(string role, bool isUnknown)
    {
        var judge = new Judge([new LeftOutPolicy("Tags of Exec (AWS::IAM::Role)") { Role = role }]);

        var call = judge.On(
            Shown.Decision(Shown.Allowed) with
            {
                RoleArn = "arn:aws:iam::000000000000:role/team/exec",
            }
        );

        Assert.Equal(isUnknown, call.IsUnknown);
    }

    [Theory]
    [InlineData("arn:aws:s3:::receipts", true)]
    [InlineData("arn:aws:s3:::receipt", false)]
    public void What_is_said_of_a_resource_bears_on_what_is_in_it(string resource, bool isUnknown)
    {
        var judge = new Judge([new LeftOutPolicy("Policy") { Service = "s3", Resource = resource }]);

        Assert.Equal(isUnknown, judge.On(Shown.Decision(Shown.Allowed)).IsUnknown);
    }

    [Fact]
    public void What_was_let_pass_is_observed_and_not_unknown()
    {
        var call = new Judge([new LeftOutPolicy("Policy")]).On(Shown.Decision(Shown.Refused) with { Observed = true });

        Assert.Equal(Judgement.Observed, Assert.Single(call.Requirements).Judgement);
    }
}
