using System.Globalization;
using Lanyard.Cli.Running;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>A run for people: a line an event, the report at the end.</summary>
internal sealed class TextRunOutput(TextWriter writer, TextWriter progress) : RunOutput
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _routine = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _statuses = new(StringComparer.Ordinal);

    public override void Step(string text)
    {
        lock (_lock)
        {
            progress.WriteLine(text);
        }
    }

    public override void Made(string logicalId, string what) => Write($"made      {what}");

    public override void NotMade(string logicalId, string type, string place) =>
        Write($"not made  {logicalId} ({type}): Lanyard does not make this type [{place}]");

    public override void NotMade(UnmadeProperty property) => Write($"not made  property {property} [{property.Place}]");

    public override void Status(EcsTask task)
    {
        lock (_lock)
        {
            if (_statuses.GetValueOrDefault(task.TaskArn!) == task.LastStatus)
            {
                return;
            }

            _statuses[task.TaskArn!] = task.LastStatus!;
        }

        var id = Arn.NameOf(task.TaskArn!);
        Write($"task      {id} is {task.LastStatus}");
    }

    public override void Line(TaskOutputLine line) => Write($"{line.Container, -9} | {line.Text}");

    public override void Decision(JudgedCall call)
    {
        foreach (var requirement in call.Requirements)
        {
            Show(call.Decision, requirement);
        }

        if (call.Decision.Omitted is { } omitted)
        {
            Write($"          and {omitted} more permissions of {call.Name}, decided likewise and not recorded");
        }

        if (!call.IsAnswered)
        {
            Write($"{"unknown", -9} {call.Name}  is not answered here: nothing was decided  {Who(call.Decision)}");
        }
        else if (call.Requirements.Count == 0)
        {
            Write($"{"allowed", -9} {call.Name}  (needs no permission)  {Who(call.Decision)}");
        }
    }

    public override void NotStarted(string definition, string code, string message)
    {
        Write($"refused   ecs:RunTask of {definition}");
        Write($"          {code}: {message}");
    }

    public override void Kept(string directory, string endpoint) =>
        Step($"keeping {directory}, which {endpoint} serves during the run");

    public override void Report(RunReport report) => Write(ReportText.Of(report));

    private static string Who(DecisionEntry decision) =>
        decision.CallerType == "Service"
            ? $"by {decision.CallerArn} for the {TaskRoleWords.Of(decision.TaskRole)}"
            : $"as the {TaskRoleWords.Of(decision.TaskRole)}";

    private static string WordOf(Judgement judgement) =>
        judgement switch
        {
            Judgement.Allowed => "allowed",
            Judgement.Observed => "observed",
            Judgement.Unknown => "unknown",
            _ => "refused",
        };

    private void Show(DecisionEntry decision, JudgedRequirement judged)
    {
        var requirement = judged.Requirement;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{WordOf(judged.Judgement), -9} {requirement.Action}  {requirement.Resource}  {Who(decision)}"
        );
        lock (_lock)
        {
            // What the engine does over and over (shipping output) is said once.
            if (requirement.Outcome == "allow" && decision.TaskRole == TaskRoleWords.Execution && !_routine.Add(text))
            {
                return;
            }
        }

        Write(text);
        if (judged.Judgement == Judgement.Unknown)
        {
            Write($"          {judged.Doubt}");
        }
        else if (judged.Judgement != Judgement.Allowed)
        {
            Write(ReportText.Explain(requirement, "          "));
        }
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            writer.WriteLine(text);
        }
    }
}
