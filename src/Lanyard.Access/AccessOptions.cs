namespace Lanyard.Access;

/// <summary>How the front door behaves.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether refusals are recorded and then let pass; shown in every output while it is on.</summary>
    /// <value>The default is false: policies are enforced.</value>
    public bool Observe { get; set; }

    /// <summary>The region of unsigned requests and of whatever names none.</summary>
    /// <value>The default is <c>us-east-1</c>.</value>
    public string DefaultRegion { get; set; } = "us-east-1";
}
