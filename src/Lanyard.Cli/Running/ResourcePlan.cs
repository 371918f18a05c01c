using Lanyard.Cli.Clients;

namespace Lanyard.Cli.Running;

/// <summary>What one resource will be, read and found good before anything is made.</summary>
/// <param name="What">What it is called, as in <c>role receipts-task</c>.</param>
/// <param name="Answers">What it will answer to references, as far as can be foretold.</param>
/// <param name="MakeAsync">Makes or updates it; a second time changes nothing. Says what it answers now.</param>
internal sealed record ResourcePlan(
    string What,
    ResourceAnswers Answers,
    Func<AwsClient, CancellationToken, Task<ResourceAnswers>> MakeAsync
)
{
    /// <summary>For task definitions what running them needs; null for everything else.</summary>
    public TaskPlan? Task { get; init; }

    /// <summary>For roles the name; null for everything else.</summary>
    public string? RoleName { get; init; }
}
