using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Output;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>What all tasks of an engine share.</summary>
/// <param name="Ports">What the engine works with.</param>
/// <param name="Options">How it works.</param>
/// <param name="Broker">Who hands out credentials.</param>
/// <param name="Positions">How far output has been sent.</param>
internal sealed record EngineHost(
    TaskPorts Ports,
    TaskOptions Options,
    CredentialsBroker Broker,
    LogPositions Positions
);
