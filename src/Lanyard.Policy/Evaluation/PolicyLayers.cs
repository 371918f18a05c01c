namespace Lanyard.Policy.Evaluation;

/// <summary>What layers are called where programs read them.</summary>
public static class PolicyLayers
{
    /// <summary>
    /// The word for a layer: <c>identity</c>, <c>resource</c>, <c>trust</c>, <c>boundary</c>, <c>session</c>, <c>scp</c>,
    /// <c>rcp</c>, <c>vpce</c>, or <c>none</c> where no layer decided.
    /// </summary>
    public static string WordOf(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.Identity => "identity",
            PolicyLayer.Resource => "resource",
            PolicyLayer.Trust => "trust",
            PolicyLayer.Boundary => "boundary",
            PolicyLayer.Session => "session",
            PolicyLayer.ServiceControl => "scp",
            PolicyLayer.ResourceControl => "rcp",
            PolicyLayer.Endpoint => "vpce",
            _ => "none",
        };
}
