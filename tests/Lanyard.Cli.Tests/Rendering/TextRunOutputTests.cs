using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>A run as people read it.</summary>
public sealed class TextRunOutputTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly StringWriter _progress = new() { NewLine = "\n" };
    private readonly TextRunOutput _output;

    public TextRunOutputTests() => _output = new TextRunOutput(_written, _progress);

    public void Dispose()
    {
        _written.Dispose();
        _progress.Dispose();
    }

    [Fact]
    public void Progress_is_apart_from_data()
    {
        _output.Step("building app");

        Assert.Equal("building app\n", _progress.ToString());
        Assert.Empty(_written.ToString());
    }

    [Fact]
    public void What_is_made_and_what_is_not_are_in_one_column()
    {
        _output.Made("Role", "role app");
        _output.NotMade("Topic", "AWS::SNS::Topic", "template.yaml:2:3");

        Assert.Equal(
            """
            made      role app
            not made  Topic (AWS::SNS::Topic): Lanyard does not make this type [template.yaml:2:3]

            """,
            _written.ToString()
        );
    }

    [Fact]
    public void A_status_is_shown_when_it_changes()
    {
        _output.Status(Shown.Task with { LastStatus = "PENDING" });
        _output.Status(Shown.Task with { LastStatus = "PENDING" });
        _output.Status(Shown.Task with { LastStatus = "RUNNING" });

        Assert.Equal("task      3f2a is PENDING\ntask      3f2a is RUNNING\n", _written.ToString());
    }

    [Fact]
    public void A_line_has_its_container_before_it()
    {
        _output.Line(new TaskOutputLine { Container = "app", Text = "hello" });

        Assert.Equal("app       | hello\n", _written.ToString());
    }

    [Fact]
    public void An_allowed_call_is_shown_with_action_resource_and_role()
    {
        _output.Show(Shown.Decision(Shown.Allowed));

        Assert.Equal("allowed   s3:GetObject  arn:aws:s3:::receipts/a  as the task role\n", _written.ToString());
    }

    [Fact]
    public void A_call_of_a_service_is_shown_with_who_calls_for_whom()
    {
        _output.Show(
            Shown.Decision(Shown.Allowed) with
            {
                CallerType = "Service",
                CallerArn = "ecs-tasks.amazonaws.com",
            }
        );

        Assert.EndsWith(
            "  by ecs-tasks.amazonaws.com for the task role\n",
            _written.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_call_that_needs_no_permission_says_so()
    {
        _output.Show(Shown.Decision());

        Assert.Equal("allowed   s3:GetObject  (needs no permission)  as the task role\n", _written.ToString());
    }

    [Fact]
    public void A_call_that_nobody_answers_is_unknown_and_names_no_permission()
    {
        _output.Show(Shown.Decision() with { Operation = "CopyObject", Allowed = false, ErrorCode = "NotImplemented" });

        Assert.Equal(
            "unknown   s3:CopyObject  is not answered here: nothing was decided  as the task role\n",
            _written.ToString()
        );
    }

    [Fact]
    public void A_refused_call_is_explained()
    {
        _output.Show(Shown.Decision(Shown.Refused));

        Assert.Equal(
            """
            refused   s3:PutObject  arn:aws:s3:::receipts/a  as the task role
                      User: app is not authorized to perform: s3:PutObject
                      why: no policy of the role speaks of it
                      near: keep allows s3:PutObject on b
                      near: keep allows s3:GetObject on a
                      fix: add to a policy of app
                      {
                        "Effect": "Allow"
                      }

            """,
            _written.ToString()
        );
    }

    [Fact]
    public void What_the_execution_role_does_over_and_over_is_shown_once()
    {
        var shipping = Shown.Decision(Shown.Allowed) with { TaskRole = "execution" };

        _output.Show(shipping);
        _output.Show(shipping);

        Assert.Single(_written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void What_the_program_does_over_and_over_is_shown_each_time()
    {
        _output.Show(Shown.Decision(Shown.Allowed));
        _output.Show(Shown.Decision(Shown.Allowed));

        Assert.Equal(2, _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_task_that_is_not_started_is_shown_with_code_and_message()
    {
        _output.NotStarted("app", "ClientException", "ECS was unable to assume the role");

        Assert.Equal(
            "refused   ecs:RunTask of app\n          ClientException: ECS was unable to assume the role\n",
            _written.ToString()
        );
    }
}
