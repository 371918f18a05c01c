namespace Lanyard.Wire.Protocols;

/// <summary>What a request of an operation looks like.</summary>
/// <param name="Fixed">Parameters the query must have, as <c>policy</c> or <c>list-type=2</c>.</param>
/// <param name="Required">Parameters that tell it from operations with the same fixed ones, as <c>uploadId</c>.</param>
/// <param name="Header">A header that tells it from another operation; null when none does.</param>
internal sealed record RestRoute(
    string Operation,
    string Method,
    RestLevel Level,
    string[] Fixed,
    string[] Required,
    string? Header
);

/// <summary>How deep the path of a REST call goes.</summary>
internal enum RestLevel
{
    Service,
    Bucket,
    Key,
}
