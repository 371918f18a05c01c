using System.CommandLine;
using Lanyard.Server.Composition;

namespace Lanyard.Cli.Commands;

/// <summary>The options of <c>lanyard up</c>, each of which is one of <see cref="ServerOptions" />.</summary>
internal sealed class UpCommandOptions
{
    private static readonly ServerOptions Defaults = new();

    public Option<int> Port { get; } =
        new("--port")
        {
            Description = "The port on 127.0.0.1; 0 takes a free one",
            DefaultValueFactory = _ => Defaults.Port,
            HelpName = "PORT",
        };

    public Option<string> Data { get; } = CommonOptions.Data();

    public Option<string> Account { get; } =
        new("--account")
        {
            Description = "The account of the administrator",
            DefaultValueFactory = _ => Defaults.Account,
            HelpName = "ID",
        };

    public Option<string> Region { get; } =
        new("--region")
        {
            Description = "The region",
            DefaultValueFactory = _ => Defaults.Region,
            HelpName = "REGION",
        };

    public Option<string> Runtime { get; } =
        new("--runtime")
        {
            Description = "What runs containers: auto, or oci to start only where an OCI runtime works",
            DefaultValueFactory = _ => Defaults.Runtime,
            HelpName = "RUNTIME",
        };

    public Option<bool> Observe { get; } = new("--observe") { Description = "Record refusals and let them pass" };

    public Option<bool> AllowReset { get; } =
        new("--allow-reset") { Description = "Let POST /_lanyard/reset through unsigned, from loopback" };

    public Option<bool> AllowHostAccess { get; } =
        new("--allow-host-access")
        {
            Description =
                "INSECURE: let tasks mount host paths and run privileged; who may run tasks then owns this machine",
        };

    /// <summary>All of them, in the order of the help.</summary>
    public IReadOnlyList<Option> All => [Port, Data, Account, Region, Runtime, Observe, AllowReset, AllowHostAccess];

    /// <summary>What was written.</summary>
    public ServerOptions Read(ParseResult parsed) =>
        new()
        {
            DataDirectory = parsed.GetValue(Data)!,
            Port = parsed.GetValue(Port),
            Account = parsed.GetValue(Account)!,
            Region = parsed.GetValue(Region)!,
            Runtime = parsed.GetValue(Runtime)!,
            Observe = parsed.GetValue(Observe),
            AllowReset = parsed.GetValue(AllowReset),
            AllowHostAccess = parsed.GetValue(AllowHostAccess),
        };
}
