using Lanyard.Cli.Rendering;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>The closing report in words.</summary>
public sealed class ReportTextTests
{
    [Fact]
    public void A_report_says_what_became_of_everything()
    {
        Assert.Equal(
            """

            ---- report ----
            task of app:1: STOPPED, EssentialContainerExited
                Essential container in task exited
                app: exit code 137 (OutOfMemoryError: Container killed due to memory usage)
                sidecar: did not start
            not started: web: ClientException: no

            task role app
              allowed  12 x  s3:GetObject  arn:aws:s3:::receipts/a
              refused        s3:PutObject  arn:aws:s3:::receipts/a
                             User: app is not authorized to perform: s3:PutObject
                             why: no policy of the role speaks of it
                             near: keep allows s3:PutObject on b
                             near: keep allows s3:GetObject on a
                             fix: add to a policy of app
                             {
                               "Effect": "Allow"
                             }
              granted and never used:
                s3:DeleteObject  on arn:aws:s3:::receipts/*  (keep, Keep)
                logs:*  on a, b  (Some, statement 2)

            not made, since Lanyard does not know the type:
                Topic (AWS::SNS::Topic)

            kept: /tmp/kept

            the run failed
            """,
            ReportText.Of(Shown.Report)
        );
    }

    [Fact]
    public void What_there_is_nothing_to_say_of_is_left_out()
    {
        var report = new RunReport([], [], [], [], Succeeded: true, Kept: "");

        Assert.Equal("\n---- report ----\n\nthe run succeeded", ReportText.Of(report));
    }

    [Fact]
    public void An_explanation_is_as_long_as_what_is_known()
    {
        var refused = Shown.Refused with { Reason = null, NearMisses = null, Change = null };

        Assert.Equal("> User: app is not authorized to perform: s3:PutObject", ReportText.Explain(refused, "> "));
    }
}
