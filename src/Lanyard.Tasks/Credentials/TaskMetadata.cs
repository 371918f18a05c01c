using Lanyard.Policy;

namespace Lanyard.Tasks.Credentials;

/// <summary>What the metadata endpoint tells a container about itself and its task.</summary>
public sealed class TaskMetadata
{
    /// <summary>The container document, version 4; null when no container of this task has the endpoint id.</summary>
    /// <param name="taskArn">The task on whose link the request came.</param>
    /// <param name="endpointId">The id in the path.</param>
    public ReadOnlyMemory<byte>? Container(Arn taskArn, string endpointId) => throw new NotSupportedException();

    /// <summary>The task document, version 4; null when no container of this task has the endpoint id.</summary>
    /// <inheritdoc cref="Container" />
    public ReadOnlyMemory<byte>? Task(Arn taskArn, string endpointId) => throw new NotSupportedException();
}
