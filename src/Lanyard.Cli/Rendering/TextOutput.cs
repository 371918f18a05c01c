using System.Globalization;
using Lanyard.Cli.Running;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>A run for people: a line an event, the report at the end.</summary>
internal sealed class TextOutput(TextWriter writer, TextWriter progress) : RunOutput
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

    public override void Decision(DecisionEntry decision)
    {
        foreach (var requirement in decision.Requirements ?? [])
        {
            Show(decision, requirement);
        }

        if (decision.Requirements is not { Count: > 0 })
        {
            Write(
                $"{"allowed", -9} {decision.Service}:{decision.Operation}  (needs no permission)  as the {TaskRoleWords.Of(decision.TaskRole)}"
            );
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

    private void Show(DecisionEntry decision, DecisionRequirement requirement)
    {
        var isAllowed = requirement.Outcome == "allow";
        var word =
            isAllowed ? "allowed"
            : decision.Observed == true ? "observed"
            : "refused";
        var who =
            decision.CallerType == "Service"
                ? $"by {decision.CallerArn} for the {TaskRoleWords.Of(decision.TaskRole)}"
                : $"as the {TaskRoleWords.Of(decision.TaskRole)}";
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{word, -9} {requirement.Action}  {requirement.Resource}  {who}"
        );
        lock (_lock)
        {
            // What the engine does over and over (shipping output) is said once.
            if (isAllowed && decision.TaskRole == TaskRoleWords.Execution && !_routine.Add(text))
            {
                return;
            }
        }

        Write(text);
        if (!isAllowed)
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
