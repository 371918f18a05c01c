using System.Net;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The address under which the web server listens to all tasks' links at once.</summary>
internal sealed class TaskLinkEndPoint : EndPoint
{
    /// <inheritdoc />
    public override string ToString() => "task links";
}
