using Lanyard.Containers.Networks;
using Lanyard.Policy;

namespace Lanyard.Tasks;

/// <summary>What answers a task's containers on its link: credentials and metadata on port 80, the AWS APIs on 4566.</summary>
public interface ITaskLinks
{
    /// <summary>Begins to answer; done once both ports listen, so that a container never finds them closed.</summary>
    Task OpenAsync(Arn taskArn, ITaskNetwork network, CancellationToken cancellationToken);

    /// <summary>Ends it; nothing happens when the link is not open.</summary>
    Task CloseAsync(Arn taskArn);
}
