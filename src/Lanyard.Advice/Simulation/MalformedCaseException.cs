namespace Lanyard.Advice.Simulation;

/// <summary>A line of a case file that is no case.</summary>
internal sealed class MalformedCaseException(string message) : Exception(message);
