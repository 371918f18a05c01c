namespace Lanyard.Wire.Signing;

/// <summary>Which headers must be signed: <c>host</c>, and for S3 every <c>x-amz-</c> header that is there.</summary>
internal static class SignedHeaderRule
{
    /// <summary>The names of those that are not, joined by commas; null when all are.</summary>
    public static string? Missing(WireRequest request, PresentedSignature signature, SignatureRules rules)
    {
        List<string>? missing = null;
        if (!signature.Signs("host"))
        {
            (missing ??= []).Add("host");
        }

        if (rules.DeclaresPayload)
        {
            foreach (var header in request.Headers)
            {
                if (header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !signature.Signs(header.Key))
                {
                    (missing ??= []).Add(header.Key.ToLowerInvariant());
                }
            }
        }

        return missing is null ? null : string.Join(", ", missing);
    }
}
