using Lanyard.Storage.Disk;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Composition;

/// <summary>What a server is started with.</summary>
/// <param name="Options">How it runs.</param>
/// <param name="Loggers">Where its logs go.</param>
/// <param name="Time">The clock.</param>
internal sealed record StartContext(ServerOptions Options, ILoggerFactory Loggers, TimeProvider Time)
{
    /// <summary>What its tasks run on.</summary>
    /// <value>The default is this machine.</value>
    public Func<DataDirectory, TimeProvider, TaskMachine> Machine { get; init; } = TaskMachine.Of;
}
