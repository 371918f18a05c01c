namespace Lanyard.Policy.Documents;

/// <summary>What a statement does to the requests it matches.</summary>
public enum Effect
{
    /// <summary>It allows them.</summary>
    Allow,

    /// <summary>It denies them, whatever else allows them.</summary>
    Deny,
}
