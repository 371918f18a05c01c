using Lanyard.Access.Sessions;

namespace Lanyard.Access.Admission;

/// <summary>What a signature proved.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Region">The region of the credential scope; the default region for unsigned requests.</param>
/// <param name="Payload">For streaming operations the payload, verified while it is read; otherwise null.</param>
public sealed record Proof(Caller Caller, string Region, Stream? Payload);
