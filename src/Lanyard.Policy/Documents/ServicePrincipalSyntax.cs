using System.Buffers;

namespace Lanyard.Policy.Documents;

/// <summary>What a service may be called as a principal.</summary>
/// <remarks>
/// AWS knows its services by a list that it does not publish and adds to without notice. So only what can be no service is
/// refused: what lies outside AWS's own domains, a domain alone, and names that AWS is known to refuse.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services" />
internal static class ServicePrincipalSyntax
{
    private const int MostCharacters = 255;

    // The domains of AWS's partitions, and those of services that AWS keeps to itself.
    private static readonly string[] Domains =
    [
        "amazonaws.com",
        "amazonaws.com.cn",
        "amazonaws.eu",
        "amazon.com",
        "aws.com",
        "aws.dev",
        "aws.internal",
        "c2s.ic.gov",
        "sc2s.sgov.gov",
        "csp.hci.ic.gov",
        "cloud.adc-e.uk",
    ];

    /// <summary>Names that look like services and that IAM is known to refuse.</summary>
    /// <seealso href="https://github.com/hashicorp/terraform/issues/35086" />
    private static readonly string[] Refused = ["tagging.amazonaws.com"];

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
    );

    /// <summary>Whether a service may have a name.</summary>
    public static bool IsName(string text) =>
        text.Length <= MostCharacters
        && !Refused.Contains(text, StringComparer.OrdinalIgnoreCase)
        && Array.Exists(Domains, domain => IsIn(text, domain))
        && Array.TrueForAll(text.Split('.'), IsLabel);

    private static bool IsIn(string text, string domain) =>
        text.Length > domain.Length + 1
        && text[^(domain.Length + 1)] == '.'
        && text.EndsWith(domain, StringComparison.OrdinalIgnoreCase);

    private static bool IsLabel(string label) => label.Length > 0 && !label.AsSpan().ContainsAnyExcept(LabelCharacters);
}
