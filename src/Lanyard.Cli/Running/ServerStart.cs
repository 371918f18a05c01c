using Lanyard.Server.Composition;
using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Running;

/// <summary>Starts a server: in tests one whose containers are fakes.</summary>
internal delegate Task<LanyardServer> ServerStart(
    ServerOptions options,
    ILoggerFactory loggers,
    CancellationToken cancellationToken
);
