using System.Net.Sockets;
using Lanyard.Containers;
using Lanyard.Storage;

namespace Lanyard.Server.Composition;

/// <summary>Everything that can keep a server from starting, one line each.</summary>
internal static class StartErrors
{
    private const string OtherDirectory = "choose another directory with `--data`";

    /// <summary>Options that are not good.</summary>
    public static StartException Options(IReadOnlyList<string> faults) =>
        new(string.Join("; ", faults), "see `lanyard up --help`", isMisuse: true);

    /// <summary>A port that somebody listens on.</summary>
    public static StartException PortTaken(int port) =>
        new(
            $"the port {port} is in use by {PortHolder.Find(port) ?? "another program"}",
            "stop that program, or choose another port with `--port`"
        );

    /// <summary>A port that the system does not let this process have.</summary>
    public static StartException PortRefused(int port, SocketException error) =>
        new($"cannot listen on the port {port}: {error.Message}", "choose another port with `--port`");

    /// <summary>A data directory that is held, newer, or not whole.</summary>
    public static StartException Directory(StoreException error) => new(error.Message, NextStepFor(error.Kind));

    /// <summary>A data directory in whose path containers cannot be.</summary>
    public static StartException Directory(ContainerException error) =>
        new(error.Message, OtherDirectory, isMisuse: true);

    /// <summary>A data directory in which a file cannot be read or written.</summary>
    public static StartException Directory(Exception error) => new(error.Message, OtherDirectory);

    /// <summary>A machine on which no container can run.</summary>
    public static StartException Runtime(RuntimeReadiness readiness) =>
        new(
            $"tasks cannot run on this machine: {readiness.Missing}",
            readiness.Remedy.Length > 0 ? $"mend it with: {readiness.Remedy}" : "see what `lanyard doctor` says"
        );

    private static string NextStepFor(StoreFault fault) =>
        fault switch
        {
            StoreFault.Held => $"use that server, stop it with `lanyard down`, or {OtherDirectory}",
            StoreFault.TooNew => $"use the newer lanyard that wrote it, or {OtherDirectory}",
            _ => OtherDirectory,
        };
}
