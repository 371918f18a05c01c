using Lanyard.Cli.Rendering;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests;

/// <summary>What a run would show, a line an event.</summary>
internal sealed class RecordedOutput : RunOutput
{
    private readonly Lock _gate = new();
    private readonly List<string> _events = [];

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public override void Step(string text) => Add($"step {text}");

    public override void Made(string logicalId, string what) => Add($"made {logicalId}: {what}");

    public override void NotMade(string logicalId, string type, string place) => Add($"not made {logicalId}");

    public override void NotMade(UnmadeProperty property) => Add($"not made {property}");

    public override void Status(EcsTask task) => Add($"status {task.LastStatus}");

    public override void Line(TaskOutputLine line) => Add($"line {line.Container} {line.Stream} {line.Text}");

    public override void Decision(JudgedCall call) => Add($"decision {call.Name}");

    public override void NotStarted(string definition, string code, string message) => Add($"not started {definition}");

    public override void Kept(string directory, string endpoint) => Add($"kept {directory}");

    public override void Report(RunReport report) => Add("report");

    private void Add(string text)
    {
        lock (_gate)
        {
            _events.Add(text);
        }
    }
}
