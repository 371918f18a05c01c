using Lanyard.Testing;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Server.Tests.Composition;

public sealed class StopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_asks_the_server_to_stop_is_answered()
    {
        await using var lab = await ServerLab.StartAsync();
        var stopped = StopWhenAskedAsync(lab);

        await lab.Administrator.SendAsync(LanyardModel.StopServer, new StopServerInput { StopTasks = true });

        Assert.True(await Eventually.DoneAsync(stopped, "the server to stop"));
    }

    [Fact]
    public async Task Whoever_waits_for_news_is_answered_without_when_the_server_stops()
    {
        await using var lab = await ServerLab.StartAsync();
        var waiting = await WaitForDecisionsAsync(lab);

        await Eventually.DoneAsync(lab.Server.StopAsync(stopTasks: false), "the server to stop");

        Assert.Empty((await Eventually.DoneAsync(waiting, "the answer to who waits")).Decisions!);
    }

    [Fact]
    public async Task Whoever_waits_for_news_is_not_woken_by_others_that_wait()
    {
        await using var lab = await ServerLab.StartAsync();
        var waiting = await WaitForDecisionsAsync(lab);

        await lab.Administrator.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());

        var news = await waiting;
        Assert.Contains(news.Decisions!, decision => decision.Operation == "GetCallerIdentity");
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        await using var lab = await ServerLab.StartAsync();

        await Task.WhenAll(lab.Server.StopAsync(stopTasks: false), lab.Server.StopAsync(stopTasks: true));

        await Assert.ThrowsAsync<HttpRequestException>(() => lab.Http.GetAsync(lab.Server.Endpoint, Token));
    }

    private static async Task<bool> StopWhenAskedAsync(ServerLab lab)
    {
        var stopTasks = await lab.Server.StopRequested;
        await lab.Server.StopAsync(stopTasks);
        return stopTasks;
    }

    /// <summary>Waits as another user for what is decided from now on; done once the server has begun to wait.</summary>
    private static async Task<Task<ListDecisionsOutput>> WaitForDecisionsAsync(ServerLab lab)
    {
        var other = await lab.UserAsync("waiter", RunningTask.AllowAll);
        var now = await ReadAsync(lab.Administrator, after: 0, waitSeconds: 0);
        var waiting = ReadAsync(other, now.Next!.Value, waitSeconds: 30);
        await Eventually.SeesAsync(
            "the decision on the call that waits",
            () => ReadAsync(lab.Administrator, now.Next.Value, waitSeconds: 0),
            page => page.Decisions!.Any(one => one.CallerArn!.EndsWith("/waiter", StringComparison.Ordinal)),
            page => string.Join(", ", page.Decisions!.Select(one => one.CallerArn))
        );
        return waiting;
    }

    private static Task<ListDecisionsOutput> ReadAsync(SignedClient client, long after, int waitSeconds) =>
        client.SendAsync(
            LanyardModel.ListDecisions,
            new ListDecisionsInput { After = after, WaitSeconds = waitSeconds }
        );
}
