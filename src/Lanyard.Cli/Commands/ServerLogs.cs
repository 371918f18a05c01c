using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Commands;

/// <summary>Where a hosted server writes what went wrong inside: standard error.</summary>
internal static class ServerLogs
{
    /// <summary>Makes the loggers.</summary>
    public static ILoggerFactory Create() =>
        LoggerFactory.Create(builder =>
            builder
                .SetMinimumLevel(LogLevel.Error)
                .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
        );
}
