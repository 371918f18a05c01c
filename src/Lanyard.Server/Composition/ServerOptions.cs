using Lanyard.Policy;
using Lanyard.Wire;

namespace Lanyard.Server.Composition;

/// <summary>How a server runs.</summary>
public sealed class ServerOptions
{
    /// <summary>The directory that holds everything the server keeps.</summary>
    /// <value>The default is <c>.lanyard</c> in the current directory.</value>
    public string DataDirectory { get; set; } = ".lanyard";

    /// <summary>The port on 127.0.0.1.</summary>
    /// <value>0 to 65535; 0 takes a free one. The default is 4566.</value>
    public int Port { get; set; } = 4566;

    /// <summary>The account of the first administrator.</summary>
    /// <value>Twelve digits. The default is <c>000000000000</c>.</value>
    public string Account { get; set; } = "000000000000";

    /// <summary>The region of whatever names none.</summary>
    /// <value>The default is <c>us-east-1</c>.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>What runs containers.</summary>
    /// <value>
    /// <c>auto</c> takes what works when the first task asks for it, and the server answers APIs where nothing does. With
    /// <c>oci</c> an OCI runtime (runc, crun) has to work here, or the server does not start. <c>docker</c>, Docker Engine, is
    /// not there yet. The default is <c>auto</c>.
    /// </value>
    public string Runtime { get; set; } = "auto";

    /// <summary>Whether the runtime has to work for the server to start.</summary>
    internal bool DemandsRuntime => Runtime == "oci";

    /// <summary>Whether refusals are recorded and then let pass; shown in every output while it is on.</summary>
    /// <value>The default is false: policies are enforced.</value>
    public bool Observe { get; set; }

    /// <summary>Whether <c>POST /_lanyard/reset</c> works unsigned, from loopback alone.</summary>
    /// <value>The default is false.</value>
    public bool AllowReset { get; set; }

    /// <summary>
    /// Whether tasks may have paths of the host, run privileged and add any capability: whoever may run tasks then owns this
    /// machine. The data directory, <c>/proc</c> and <c>/sys</c> they never get.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowHostAccess { get; set; }

    /// <summary>Everything that is wrong with the options; empty when they are good.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
        {
            faults.Add("the data directory has no name");
        }

        if (Port is < 0 or > 65535)
        {
            faults.Add($"the port `{Port}` is not between 0 and 65535");
        }

        if (!AccountId.TryParse(Account, out _))
        {
            faults.Add($"the account `{Account}` is not twelve digits");
        }

        if (!RegionName.IsValid(Region))
        {
            faults.Add($"the region `{Region}` is not a region's name");
        }

        if (Runtime is not ("auto" or "oci"))
        {
            faults.Add(
                Runtime == "docker"
                    ? "the runtime `docker` is not there yet: give auto or oci"
                    : $"the runtime `{Runtime}` is not one of auto, oci"
            );
        }

        return faults;
    }
}
