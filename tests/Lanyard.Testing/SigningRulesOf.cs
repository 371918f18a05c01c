using Lanyard.Wire.Models;
using Lanyard.Wire.Signing;

namespace Lanyard.Testing;

/// <summary>How the services want their requests signed, by the name that stands in the credential scope.</summary>
public static class SigningRulesOf
{
    /// <summary>The rules of a service; one without a model is signed as most are.</summary>
    public static SignatureRules Service(string signingName) =>
        ModelledServices.All.FirstOrDefault(service => service.SigningName == signingName)?.SigningRules
        ?? SignatureRules.For(signingName);
}
