using Lanyard.Access.Sessions;

namespace Lanyard.Services.Ecr;

/// <summary>Whom a registry password stands for.</summary>
/// <param name="Caller">Who asked for it.</param>
/// <param name="Region">The region it was asked in.</param>
public sealed record EcrGrant(Caller Caller, string Region);
