using System.Text;
using Lanyard.Storage;
using Lanyard.Tasks.Output;
using Lanyard.Testing.Fakes;

namespace Lanyard.Tasks.Tests.Output;

public sealed class LogPositionsTests : IAsyncDisposable
{
    private readonly FakeStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Position_is_read_as_it_was_written()
    {
        var positions = new LogPositions(_store);

        await positions.WriteAsync("task", "app", new LogPosition(12, 345));

        Assert.Equal(new LogPosition(12, 345), await positions.ReadAsync("task", "app", Token));
        Assert.Equal(default, await positions.ReadAsync("task", "web", Token));
    }

    [Fact]
    public async Task Position_of_an_earlier_version_is_that_of_both_streams()
    {
        await _store.PutAsync("ecs.log-positions", "task/app", Encoding.ASCII.GetBytes("17"), cancellationToken: Token);

        Assert.Equal(new LogPosition(17, 17), await new LogPositions(_store).ReadAsync("task", "app", Token));
    }
}
