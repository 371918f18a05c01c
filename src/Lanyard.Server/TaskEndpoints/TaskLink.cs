using Lanyard.Policy;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>A connection's own word on where it came from: the link of one task, by one of its two ports.</summary>
/// <param name="TaskArn">The task.</param>
/// <param name="Port">80 for credentials and metadata, 4566 for the AWS APIs.</param>
internal sealed record TaskLink(Arn TaskArn, int Port);
