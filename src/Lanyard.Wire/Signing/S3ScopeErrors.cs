using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Signing;

/// <summary>What S3 answers when the credential scope is not the one it belongs to.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
internal static class S3ScopeErrors
{
    // Where every region is welcome, S3 expects its oldest.
    private const string DefaultRegion = "us-east-1";

    /// <summary>The error for the first part of the scope that is wrong.</summary>
    public static AwsException For(SignatureFaultDetails details)
    {
        var signature = details.Signature ?? throw new ArgumentException("a scope needs a signature", nameof(details));
        var isPresigned = signature.Kind == SignatureKind.Presigned;
        var date = signature.Timestamp[..8];
        var where = isPresigned
            ? "Error parsing the X-Amz-Credential parameter; "
            : "The authorization header is malformed; ";
        var code = isPresigned ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed";
        if (signature.Date != date)
        {
            var text =
                $"Invalid credential date \"{signature.Date}\". This date is not the same as X-Amz-Date: \"{date}\".";

            return new(code, isPresigned ? text : where + text);
        }

        if (!details.Rules.Admits(signature.Region))
        {
            var region = details.Rules.Region ?? DefaultRegion;
            return new(code, $"{where}the region '{signature.Region}' is wrong; expecting '{region}'")
            {
                Details = [new("Region", region)],
            };
        }

        return signature.Service == details.Rules.Service
            ? new(
                code,
                $"{where}incorrect terminal \"{signature.Terminator}\". This endpoint uses \"{SigningScope.Terminator}\"."
            )
            : new(
                code,
                $"{where}incorrect service \"{signature.Service}\". This endpoint belongs to \"{details.Rules.Service}\"."
            );
    }
}
