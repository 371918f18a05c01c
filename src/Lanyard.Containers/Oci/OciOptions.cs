namespace Lanyard.Containers.Oci;

/// <summary>How containers are run by an OCI runtime of this machine.</summary>
public sealed class OciOptions
{
    /// <summary>Where containers' bundles, output and exit codes are kept; it outlives the server.</summary>
    /// <value>An absolute path without a colon; made when missing, for the owner alone.</value>
    public string StateDirectory { get; set; } = "";

    /// <summary>The runtime: <c>crun</c>, <c>runc</c>, the path of one, or <c>auto</c> for the first that works.</summary>
    /// <value><c>auto</c></value>
    public string Runtime { get; set; } = "auto";

    /// <summary>The path of conmon, which holds the containers; empty to look for it where programs are.</summary>
    public string Keeper { get; set; } = "";

    /// <summary>The control group of this machine under which the tasks' groups are made.</summary>
    /// <value><c>lanyard</c></value>
    public string ControlGroup { get; set; } = "lanyard";
}
