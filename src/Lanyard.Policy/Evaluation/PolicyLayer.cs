namespace Lanyard.Policy.Evaluation;

/// <summary>The layers of policies that decide a request.</summary>
public enum PolicyLayer
{
    /// <summary>Nothing decided: no layer was there to allow.</summary>
    None,

    /// <summary>Policies of the user or role.</summary>
    Identity,

    /// <summary>The policy of the resource.</summary>
    Resource,

    /// <summary>The trust policy of the role that is assumed.</summary>
    Trust,

    /// <summary>The permissions boundary.</summary>
    Boundary,

    /// <summary>Session policies.</summary>
    Session,

    /// <summary>Service control policies on the way to the caller's account.</summary>
    ServiceControl,

    /// <summary>Resource control policies on the way to the resource's account.</summary>
    ResourceControl,

    /// <summary>The policy of the VPC endpoint that the request came through.</summary>
    Endpoint,
}
