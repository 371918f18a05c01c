using System.Collections.Concurrent;
using Lanyard.Containers.Networks;
using Lanyard.Policy;
using Lanyard.Tasks;

namespace Lanyard.Testing.Fakes;

/// <summary>Links that answer nobody and remember which are open.</summary>
public sealed class FakeTaskLinks : ITaskLinks
{
    /// <summary>The open links.</summary>
    public ConcurrentDictionary<Arn, ITaskNetwork> Opened { get; } = new();

    /// <summary>Why a link cannot be opened; null when it can.</summary>
    public Func<Arn, Exception?> RefusesToOpen { get; set; } = _ => null;

    /// <inheritdoc />
    public Task OpenAsync(Arn taskArn, ITaskNetwork network, CancellationToken cancellationToken)
    {
        if (RefusesToOpen(taskArn) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        Opened[taskArn] = network;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task CloseAsync(Arn taskArn)
    {
        Opened.TryRemove(taskArn, out _);
        return Task.CompletedTask;
    }
}
