namespace Lanyard.Wire.Protocols;

/// <summary>An API action of which only the name is known: its input and output have no model.</summary>
/// <param name="service">The service, known or made up from the request.</param>
/// <param name="name">The name that the request gives.</param>
public sealed class NamedOperation(ServiceModel service, string name) : OperationModel(service, name);
