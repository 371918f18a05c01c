using Lanyard.Storage.Sqlite;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests.Sqlite;

/// <summary>Who commits, when, and with whom.</summary>
public sealed class CommitQueueTests
{
    [Fact]
    public void A_lone_batch_is_committed_on_the_thread_of_its_caller()
    {
        var thread = 0;
        var queue = new CommitQueue(group =>
        {
            thread = Environment.CurrentManagedThreadId;
            Complete(group);
        });

        var commit = queue.CommitAsync(new StoreBatch());

        Assert.True(commit.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public async Task Batches_that_come_during_a_commit_share_the_next_one()
    {
        using var isCommitting = new SemaphoreSlim(0);
        using var mayEnd = new SemaphoreSlim(0);
        var sizes = new List<int>();
        var queue = new CommitQueue(group =>
        {
            sizes.Add(group.Count);
            isCommitting.Release();
            Assert.True(mayEnd.Wait(Eventually.Limit, TestContext.Current.CancellationToken));
            Complete(group);
        });
        var first = Task.Run(() => queue.CommitAsync(new StoreBatch()), TestContext.Current.CancellationToken);
        await Eventually.DoneAsync(isCommitting.WaitAsync(TestContext.Current.CancellationToken), "the first commit");

        var others = Enumerable.Range(0, 3).Select(_ => queue.CommitAsync(new StoreBatch())).ToArray();
        mayEnd.Release(2);

        await Eventually.DoneAsync(Task.WhenAll([first, .. others]), "the commits");
        Assert.Equal([1, 3], sizes);
    }

    [Fact]
    public async Task An_unforeseen_failure_neither_hangs_its_batch_nor_the_next()
    {
        var isBroken = true;
        var queue = new CommitQueue(group =>
        {
            if (isBroken)
            {
                throw new InvalidOperationException("unforeseen");
            }

            Complete(group);
        });
        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.CommitAsync(new StoreBatch()));
        isBroken = false;

        var next = queue.CommitAsync(new StoreBatch());

        Assert.True(next.IsCompletedSuccessfully);
    }

    private static void Complete(IReadOnlyList<PendingCommit> group)
    {
        foreach (var pending in group)
        {
            pending.Complete(null);
        }
    }
}
