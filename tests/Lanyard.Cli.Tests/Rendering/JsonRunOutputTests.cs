using System.Text.Json;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>A run as scripts read it.</summary>
public sealed class JsonRunOutputTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly JsonRunOutput _output;

    public JsonRunOutputTests() => _output = new JsonRunOutput(_written);

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Each_event_is_a_line()
    {
        _output.Step("building\napp");
        _output.Made("Role", "role app");

        Assert.Equal(
            """
            {"event":"step","text":"building\napp"}
            {"event":"made","logicalId":"Role","what":"role app"}

            """,
            _written.ToString()
        );
    }

    [Fact]
    public void A_resource_that_is_not_made_has_its_type_and_place()
    {
        _output.NotMade("Topic", "AWS::SNS::Topic", "template.yaml:2:3");

        AssertWritten(
            """{"event": "notMade", "logicalId": "Topic", "type": "AWS::SNS::Topic", "place": "template.yaml:2:3"}"""
        );
    }

    [Fact]
    public void A_status_has_its_task()
    {
        _output.Status(Shown.Task);

        AssertWritten(
            """{"event": "status", "taskArn": "arn:aws:ecs:us-east-1:000000000000:task/default/3f2a", "lastStatus": "STOPPED"}"""
        );
    }

    [Fact]
    public void A_line_has_its_container_and_stream()
    {
        _output.Line(
            new TaskOutputLine
            {
                Container = "app",
                Stream = "stderr",
                Text = "\"grüße\"",
            }
        );

        AssertWritten("""{"event": "line", "container": "app", "stream": "stderr", "text": "\"grüße\""}""");
    }

    [Fact]
    public void A_decision_has_what_it_was_made_from()
    {
        _output.Show(Shown.Decision(Shown.Refused));

        var json = JsonElement.Parse(_written.ToString());
        Assert.Equal("decision", json.GetProperty("event").GetString());
        Assert.Equal("task role", json.GetProperty("role").GetString());
        Assert.False(json.GetProperty("allowed").GetBoolean());
        AssertSame(
            """
            {
                "action": "s3:PutObject", "resource": "arn:aws:s3:::receipts/a", "outcome": "implicitDeny",
                "sentence": "User: app is not authorized to perform: s3:PutObject",
                "reason": "no policy of the role speaks of it",
                "advice": "add to a policy of app", "statement": "{\n  \"Effect\": \"Allow\"\n}"
            }
            """,
            json.GetProperty("requirements")[0]
        );
    }

    [Fact]
    public void A_task_that_is_not_started_has_its_error()
    {
        _output.NotStarted("app", "ClientException", "no");

        AssertWritten(
            """{"event": "notStarted", "taskDefinition": "app", "code": "ClientException", "message": "no"}"""
        );
    }

    [Fact]
    public void A_report_has_what_the_text_has()
    {
        _output.Report(Shown.Report with { Roles = [Shown.Role with { Refused = [] }] });

        AssertWritten(
            """
            {
                "event": "report",
                "succeeded": false,
                "observing": false,
                "tasks": [{
                    "taskArn": "arn:aws:ecs:us-east-1:000000000000:task/default/3f2a",
                    "lastStatus": "STOPPED",
                    "stopCode": "EssentialContainerExited",
                    "stoppedReason": "Essential container in task exited",
                    "containers": [
                        {"name": "app", "exitCode": 137, "reason": "OutOfMemoryError: Container killed due to memory usage"},
                        {"name": "sidecar", "reason": null}
                    ]
                }],
                "roles": [{
                    "role": "task role",
                    "name": "app",
                    "allowed": [{"action": "s3:GetObject", "resource": "arn:aws:s3:::receipts/a", "times": 12}],
                    "refused": [],
                    "observed": [],
                    "unknown": [],
                    "notAnswered": [],
                    "unused": ["s3:DeleteObject (keep)", "logs:* (arn:aws:iam::aws:policy/service-role/Some)"]
                }],
                "nothingStarted": null,
                "notStarted": ["web: ClientException: no"],
                "notMade": ["Topic (AWS::SNS::Topic)"],
                "notMadeProperties": [],
                "kept": "/tmp/kept"
            }
            """
        );
    }

    private void AssertWritten(string expected) => AssertSame(expected, JsonElement.Parse(_written.ToString()));

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.ToString());
}
