namespace Lanyard.Policy.Documents;

/// <summary>What a policy is attached to; decides which elements its document may have.</summary>
public enum PolicyKind
{
    /// <summary>Attached to a user, group or role: no principal.</summary>
    Identity,

    /// <summary>Attached to a resource such as a bucket: names principals.</summary>
    Resource,

    /// <summary>The trust policy of a role: names principals, no resource.</summary>
    Trust,

    /// <summary>A permissions boundary: an identity policy that only limits.</summary>
    Boundary,

    /// <summary>A session policy given when a role is assumed: only limits.</summary>
    Session,

    /// <summary>A customer managed policy as IAM saves it: an identity policy of version 2012-10-17 or later.</summary>
    Managed,

    /// <summary>A service control policy of an organization: no principal.</summary>
    ServiceControl,

    /// <summary>A resource control policy of an organization: denies to everyone, or everything allowed to everyone.</summary>
    ResourceControl,

    /// <summary>The policy of a VPC endpoint: names principals.</summary>
    Endpoint,
}
