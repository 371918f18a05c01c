namespace Lanyard.Wire.Signing;

/// <summary>How a service wants its requests signed.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
public sealed record SignatureRules
{
    private SignatureRules() { }

    /// <summary>The rules of S3, in any region.</summary>
    public static SignatureRules S3 { get; } =
        new()
        {
            Service = "s3",
            NormalizesPath = false,
            DeclaresPayload = true,
            AllowedSkew = TimeSpan.FromMinutes(15),
        };

    /// <summary>The rules of every service but S3, in any region.</summary>
    /// <param name="service">The service's signing name.</param>
    public static SignatureRules For(string service) => new() { Service = service };

    /// <summary>The service's name in credential scopes.</summary>
    public required string Service { get; init; }

    /// <summary>The only region the service is signed for; null when every region is welcome.</summary>
    public string? Region { get; init; }

    /// <summary>Whether a credential may be scoped to a region: the only one, or any that has the form of one.</summary>
    internal bool Admits(string region) => Region is null ? RegionName.IsValid(region) : region == Region;

    /// <summary>Whether the path is normalised and encoded once more before it is signed; not so for S3.</summary>
    public bool NormalizesPath { get; init; } = true;

    /// <summary>Whether the body is what the request declares and every <c>x-amz-</c> header must be signed; only so for S3.</summary>
    public bool DeclaresPayload { get; init; }

    /// <summary>How far the request's clock may be off.</summary>
    /// <value>Default: 5 minutes; S3: 15.</value>
    public TimeSpan AllowedSkew { get; init; } = TimeSpan.FromMinutes(5);
}
