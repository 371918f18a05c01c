using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Containers.Oci;

/// <summary>How containers are run by an OCI runtime of this machine.</summary>
public sealed class OciOptions
{
    /// <summary>Where containers' bundles, output and exit codes are kept; it outlives the server.</summary>
    /// <value>An absolute path without a colon; made when missing, for the owner alone.</value>
    public string StateDirectory { get; set; } = "";

    /// <summary>
    /// Where the runtime keeps its own state, which means nothing once the machine has ended; in memory, for crun puts a container's
    /// environment there, with the secrets in it.
    /// </summary>
    /// <value><c>/run/lanyard</c>, in which each state directory has one of its own.</value>
    public string VolatileDirectory { get; set; } = "/run/lanyard";

    /// <summary>The runtime: <c>crun</c>, <c>runc</c>, the path of one, or <c>auto</c> for the first that works.</summary>
    /// <value><c>auto</c></value>
    public string Runtime { get; set; } = "auto";

    /// <summary>The path of conmon, which holds the containers; empty to look for it where programs are.</summary>
    public string Keeper { get; set; } = "";

    /// <summary>The control group of this machine under which the tasks' groups are made.</summary>
    /// <value><c>lanyard</c></value>
    public string ControlGroup { get; set; } = "lanyard";

    /// <summary>The runtime's own directory: one for each state directory, also for those of other servers of the machine.</summary>
    internal string RuntimeRoot
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(StateDirectory)));
            return Path.Combine(VolatileDirectory, Convert.ToHexStringLower(hash.AsSpan(0, 8)));
        }
    }
}
