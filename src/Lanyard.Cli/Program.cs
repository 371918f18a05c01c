using Lanyard.Server.Composition;
using Microsoft.Extensions.Logging.Abstractions;

var server = await LanyardServer.StartAsync(
    new ServerOptions { DataDirectory = args[0], Port = 0 },
    NullLoggerFactory.Instance,
    TimeProvider.System,
    default
);
Console.WriteLine($"ready {server.Endpoint}");
await server.StopRequested;
await server.StopAsync(true);
