using Lanyard.Access.Admission;
using Lanyard.Server.Composition;
using Lanyard.Storage;
using Lanyard.Testing;
using Lanyard.Testing.Doors;

namespace Lanyard.Server.Tests.Composition;

public sealed class UpkeepTests
{
    private const string Trust = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}
        """;

    [Fact]
    public async Task Upkeep_goes_on_after_the_store_refused_once()
    {
        await using var door = await TestDoor.OpenAsync(_ => Task.FromResult<IEnumerable<IOperation>>([]));
        await door.SessionAsync(await door.RoleAsync("app", Trust, TestDoor.AllowAll));
        var refused = 0;
        door.Store.Refuses = operation =>
            operation.Kind == StoreOperationKind.Delete && Interlocked.Increment(ref refused) == 1
                ? new StoreException(StoreFault.Unavailable, "the disk is full")
                : null;

        await using var upkeep = new Upkeep(door.Host.Credentials, door.Time);
        await Eventually.IsSoAsync(
            "a second deletion while time passes",
            () => Volatile.Read(ref refused) >= 2,
            () => $"{refused} deletions",
            betweenLooks: () => door.Time.Advance(TimeSpan.FromHours(1))
        );
    }
}
