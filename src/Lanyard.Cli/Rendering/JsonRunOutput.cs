using System.Text.Json;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>A run for scripts: a JSON object a line, each with its <c>event</c>; the last is the report.</summary>
internal sealed class JsonRunOutput(TextWriter writer) : RunOutput
{
    private readonly Lock _lock = new();

    public override void Step(string text) => Write("step", ("text", text));

    public override void Made(string logicalId, string what) => Write("made", ("logicalId", logicalId), ("what", what));

    public override void NotMade(string logicalId, string type, string place) =>
        Write("notMade", ("logicalId", logicalId), ("type", type), ("place", place));

    public override void NotMade(UnmadeProperty property) =>
        Write(
            "propertyNotMade",
            json =>
            {
                json.WriteString("logicalId", property.LogicalId);
                json.WriteString("type", property.Type);
                json.WriteString("property", property.Property);
                json.WriteString("place", property.Place);
                json.WriteString("reason", property.Reason);
            }
        );

    public override void Status(EcsTask task) =>
        Write("status", ("taskArn", task.TaskArn), ("lastStatus", task.LastStatus));

    public override void Line(TaskOutputLine line) =>
        Write("line", ("container", line.Container), ("stream", line.Stream), ("text", line.Text));

    public override void Decision(JudgedCall call) =>
        Write(
            "decision",
            json =>
            {
                json.WriteString("role", TaskRoleWords.Of(call.Decision.TaskRole));
                json.WriteString("caller", call.Decision.CallerArn);
                json.WriteString("call", call.Name);
                json.WriteBoolean("answered", call.IsAnswered);
                json.WriteBoolean("unknown", call.IsUnknown);
                json.WriteBoolean("allowed", call.IsAnswered && call.Decision.Allowed == true);
                json.WriteBoolean("observed", call.Decision.Observed == true);
                WriteRequirements(
                    json,
                    "requirements",
                    call.Requirements.Select(one => (one.Requirement, one.LeftOut))
                );
                json.WriteNumber("omitted", call.Decision.Omitted ?? 0);
            }
        );

    public override void NotStarted(string definition, string code, string message) =>
        Write("notStarted", ("taskDefinition", definition), ("code", code), ("message", message));

    public override void Kept(string directory, string endpoint) =>
        Write(
            "kept",
            json =>
            {
                json.WriteString("directory", directory);
                json.WriteString("endpoint", endpoint);
            }
        );

    public override void Report(RunReport report) =>
        Write(
            "report",
            json =>
            {
                json.WriteBoolean("succeeded", report.Succeeded);
                json.WriteBoolean("observing", report.Observes);
                json.WriteStartArray("tasks");
                report.Tasks.ToList().ForEach(task => WriteTask(json, task));
                json.WriteEndArray();
                json.WriteStartArray("roles");
                report.Roles.ToList().ForEach(role => WriteRole(json, role));
                json.WriteEndArray();
                WriteTexts(json, "notStarted", report.NotStarted);
                WriteNothingStarted(json, report.NothingStarted);
                WriteTexts(json, "notMade", report.NotMade);
                WriteTexts(json, "notMadeProperties", report.NotMadeProperties);
                json.WriteString("kept", report.Kept.Length > 0 ? report.Kept : null);
            }
        );

    private static void WriteTask(Utf8JsonWriter json, EcsTask task)
    {
        json.WriteStartObject();
        json.WriteString("taskArn", task.TaskArn);
        json.WriteString("lastStatus", task.LastStatus);
        json.WriteString("stopCode", task.StopCode);
        json.WriteString("stoppedReason", task.StoppedReason);
        JsonLine.WriteContainers(json, task);
        json.WriteEndObject();
    }

    private static void WriteRole(Utf8JsonWriter json, RoleReport role)
    {
        json.WriteStartObject();
        json.WriteString("role", TaskRoleWords.Of(role.TaskRole));
        json.WriteString("name", role.Name);
        json.WriteStartArray("allowed");
        foreach (var (permission, count) in role.Allowed)
        {
            json.WriteStartObject();
            json.WriteString("action", permission.Action);
            json.WriteString("resource", permission.Resource);
            json.WriteNumber("times", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteRequirements(json, "refused", role.Refused.Select(Known));
        WriteRequirements(json, "observed", role.Observed.Select(Known));
        WriteRequirements(json, "unknown", role.Unknown.Select(one => (one.Requirement, one.LeftOut)));
        WriteTexts(json, "notAnswered", role.NotAnswered);
        WriteTexts(json, "unused", role.Unused.Select(grant => $"{grant.Action} ({grant.Policy})"));
        json.WriteEndObject();
    }

    private static void WriteRequirements(
        Utf8JsonWriter json,
        string name,
        IEnumerable<(DecisionRequirement Requirement, string? LeftOut)> requirements
    )
    {
        json.WriteStartArray(name);
        foreach (var (requirement, leftOut) in requirements)
        {
            json.WriteStartObject();
            json.WriteString("action", requirement.Action);
            json.WriteString("resource", requirement.Resource);
            json.WriteString("outcome", requirement.Outcome);
            if (leftOut is not null)
            {
                // Whatever was decided is not known, and so neither is what would mend it.
                json.WriteString("leftOut", leftOut);
                json.WriteEndObject();
                continue;
            }

            json.WriteString("sentence", requirement.Sentence);
            json.WriteString("reason", requirement.Reason);
            json.WriteString("advice", requirement.Change?.Advice);
            json.WriteString("statement", requirement.Change?.Statement);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static (DecisionRequirement Requirement, string? LeftOut) Known(DecisionRequirement requirement) =>
        (requirement, null);

    private static void WriteNothingStarted(Utf8JsonWriter json, NothingStarted? nothing)
    {
        if (nothing is null)
        {
            json.WriteNull("nothingStarted");
            return;
        }

        json.WriteStartObject("nothingStarted");
        json.WriteString("why", nothing.Why);
        json.WriteString("next", nothing.NextStep);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void Write(string name, params (string Name, string? Text)[] members) =>
        Write(name, json => Array.ForEach(members, member => json.WriteString(member.Name, member.Text)));

    private void Write(string name, Action<Utf8JsonWriter> members)
    {
        var line = JsonLine.Of(json =>
        {
            json.WriteString("event", name);
            members(json);
        });
        lock (_lock)
        {
            writer.WriteLine(line);
        }
    }
}
