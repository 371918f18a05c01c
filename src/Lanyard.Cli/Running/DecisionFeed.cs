using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>Follows the record of decisions and keeps those that are about the roles of a run's tasks.</summary>
internal sealed class DecisionFeed(AwsClient client, RunOutput output) : IAsyncDisposable
{
    private const int WaitSeconds = 5;
    private const int PageSize = 200;

    private readonly CancellationTokenSource _ending = new();
    private readonly List<DecisionEntry> _decisions = [];
    private Func<DecisionEntry, bool> _isWanted = _ => false;
    private Task _following = Task.CompletedTask;
    private long _next;

    /// <summary>The decisions so far.</summary>
    public IReadOnlyList<DecisionEntry> Decisions => _decisions;

    /// <summary>Begins behind what is recorded now.</summary>
    /// <param name="isWanted">Which decisions are about the run.</param>
    public async Task StartAsync(Func<DecisionEntry, bool> isWanted, CancellationToken cancellationToken)
    {
        _isWanted = isWanted;
        // Reading is a call too and is recorded, so the end is not an empty page but one that is not full.
        ListDecisionsOutput page;
        do
        {
            page = await ReadAsync(waitSeconds: 0, cancellationToken);
            _next = page.Next ?? _next;
        } while (page.Decisions?.Count >= PageSize);

        _following = FollowAsync(_ending.Token);
    }

    /// <summary>Reads to the end of what is recorded now, and stops.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        ListDecisionsOutput page;
        do
        {
            page = await ReadAsync(waitSeconds: 0, cancellationToken);
            Take(page);
        } while (page.Decisions?.Count >= PageSize);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ending.Dispose();
    }

    private async Task StopAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _following;
        }
        catch (OperationCanceledException)
        {
            // This is how it ends.
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Take(await ReadAsync(WaitSeconds, cancellationToken));
        }
    }

    private void Take(ListDecisionsOutput page)
    {
        foreach (var decision in (page.Decisions ?? []).Where(_isWanted))
        {
            _decisions.Add(decision);
            output.Decision(decision);
        }

        _next = page.Next ?? _next;
    }

    private Task<ListDecisionsOutput> ReadAsync(int waitSeconds, CancellationToken cancellationToken) =>
        client.SendAsync(
            LanyardModel.ListDecisions,
            new ListDecisionsInput
            {
                After = _next,
                MaxResults = PageSize,
                WaitSeconds = waitSeconds,
            },
            cancellationToken
        );
}
