using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>What a run shows as it happens; each form of output is one derived class.</summary>
internal abstract class RunOutput
{
    /// <summary>Something that takes a while begins.</summary>
    public abstract void Step(string text);

    /// <summary>A resource was made.</summary>
    public abstract void Made(string logicalId, string what);

    /// <summary>A resource of a type that is not made was left out.</summary>
    public abstract void NotMade(string logicalId, string type, string place);

    /// <summary>A property of a made resource was left out.</summary>
    public abstract void NotMade(UnmadeProperty property);

    /// <summary>A task changed its status.</summary>
    public abstract void Status(EcsTask task);

    /// <summary>A container wrote a line.</summary>
    public abstract void Line(TaskOutputLine line);

    /// <summary>A call of one of a task's roles was decided.</summary>
    public abstract void Decision(JudgedCall call);

    /// <summary>Starting a task was answered with an error.</summary>
    public abstract void NotStarted(string definition, string code, string message);

    /// <summary>The server of the run is its own, and what it wrote stays.</summary>
    public abstract void Kept(string directory, string endpoint);

    /// <summary>The closing report.</summary>
    public abstract void Report(RunReport report);
}
