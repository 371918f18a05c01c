namespace Lanyard.Wire.Protocols;

/// <summary>What a request says of the operation it calls.</summary>
/// <param name="Name">The operation's name, as the request says it or its route tells; null when it says none.</param>
/// <param name="IsAddressed">
/// Whether it is asked for in the service's own way, under its target or version; an operation that is not is none of the
/// service's, whatever its name.
/// </param>
public readonly record struct CalledName(string? Name, bool IsAddressed);
