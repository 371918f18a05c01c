namespace Lanyard.Containers;

/// <summary>What runs containers: an OCI runtime on this machine, or an engine.</summary>
/// <remarks>
/// A container is known by its <see cref="ContainerSpec.Id"/> from create to remove, also by a runtime object that was
/// opened after the server that created it had ended. Every failure is a <see cref="ContainerException"/>.
/// </remarks>
public interface IContainerRuntime
{
    /// <summary>The runtime's name as a user knows it: <c>runc</c>, <c>crun</c>, <c>docker</c>.</summary>
    string Name { get; }

    /// <summary>Says whether the runtime can run containers here, from having run one.</summary>
    /// <remarks>The first call on a machine since it booted takes as long as a container; later ones read its result.</remarks>
    ValueTask<RuntimeReadiness> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Makes the container, ready to be started; none of its own code has run yet.</summary>
    /// <remarks>A <see cref="ContainerException"/> says: The container cannot be made: nothing of it is left behind.</remarks>
    Task CreateAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Lets a created container run its command.</summary>
    Task StartAsync(string id, CancellationToken cancellationToken);

    /// <summary>Sends a signal (<c>SIGTERM</c>, <c>TERM</c> or <c>15</c>); a container that has ended is left alone.</summary>
    Task KillAsync(string id, string signal, CancellationToken cancellationToken);

    /// <summary>Asks the container to end with its stop signal and ends it with SIGKILL once its stop timeout is over.</summary>
    /// <returns>How it ended. A container that was never started ends with 137.</returns>
    Task<ContainerExit> StopAsync(string id, CancellationToken cancellationToken);

    /// <summary>Waits until the container has ended; at once when it has.</summary>
    Task<ContainerExit> WaitAsync(string id, CancellationToken cancellationToken);

    /// <summary>Removes the container and its output, ending it first if it runs; nothing happens when there is none.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);

    /// <summary>The containers this runtime holds, whoever created them: also those from before a restart of the server.</summary>
    Task<IReadOnlyList<ContainerStatus>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The container's output, a line at a time, from a position on.</summary>
    /// <param name="id">The container.</param>
    /// <param name="fromPosition">0 for the beginning, or the <see cref="OutputLine.Position"/> of the last line already had.</param>
    /// <param name="follow">Go on while the container runs, until the last line after its end; otherwise stop at what is there.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<OutputLine> OutputAsync(
        string id,
        long fromPosition,
        bool follow,
        CancellationToken cancellationToken
    );
}
