using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>Follows the record of decisions and keeps those that are about the roles of a run's tasks.</summary>
/// <param name="judge">Who says what they are worth.</param>
internal sealed class DecisionFeed(AwsClient client, RunOutput output, Judge judge) : IAsyncDisposable
{
    private const int WaitSeconds = 5;
    private const int PageSize = 200;

    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly List<JudgedCall> _decisions = [];
    private List<DecisionEntry> _undecided = [];
    private Func<DecisionEntry, bool> _isWanted = _ => false;
    private Task _following = Task.CompletedTask;
    private long _next;

    /// <summary>The decisions so far.</summary>
    public IReadOnlyList<JudgedCall> Decisions
    {
        get
        {
            lock (_gate)
            {
                return [.. _decisions];
            }
        }
    }

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

    /// <summary>Asks again which decisions are wanted, now that more tasks are known.</summary>
    public void Sift()
    {
        lock (_gate)
        {
            var read = _undecided;
            // Who reads fast enough reads of a task before RunTask has answered which it is.
            _undecided = [.. read.Where(decision => !TryTake(decision) && decision.TaskRole is not null)];
        }
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
        lock (_gate)
        {
            _undecided.AddRange(page.Decisions ?? []);
        }

        Sift();
        _next = page.Next ?? _next;
    }

    private bool TryTake(DecisionEntry decision)
    {
        if (!_isWanted(decision))
        {
            return false;
        }

        var judged = judge.On(decision);
        _decisions.Add(judged);
        output.Decision(judged);
        return true;
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
