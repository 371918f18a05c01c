using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Definitions;
using Lanyard.Testing.Doors;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Models.Ecs;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Tasks.Tests.Definitions;

public sealed class TaskDefinitionsTests : IAsyncDisposable
{
    private const string Region = "us-east-1";
    private readonly FakeStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private static AccountId Account => TestDoor.Account;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Revisions_count_up_by_family()
    {
        var definitions = await OpenAsync();

        var first = await RegisterAsync(definitions, "web");
        var second = await RegisterAsync(definitions, "web");
        var other = await RegisterAsync(definitions, "api");

        Assert.Equal((1, 2, 1), (first.Revision, second.Revision, other.Revision));
        Assert.Equal("arn:aws:ecs:us-east-1:111122223333:task-definition/web:2", second.Definition.TaskDefinitionArn);
    }

    [Fact]
    public async Task Definition_says_who_registered_it_and_when()
    {
        var record = await RegisterAsync(await OpenAsync(), "web");

        Assert.Equal(
            ("ACTIVE", _time.GetUtcNow(), "arn:aws:iam::111122223333:user/ann"),
            (record.Definition.Status, record.Definition.RegisteredAt, record.Definition.RegisteredBy)
        );
    }

    [Fact]
    public async Task Concurrent_registrations_get_revisions_of_their_own()
    {
        var definitions = await OpenAsync();

        var records = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterAsync(definitions, "web")));

        Assert.Equal(Enumerable.Range(1, 20), records.Select(record => record.Revision).Order());
    }

    [Theory]
    [InlineData("web", 2)]
    [InlineData("web:1", 1)]
    [InlineData("web:3", 3)]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:task-definition/web:1", 1)]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:task-definition/web", 2)]
    [InlineData("web:4", null)]
    [InlineData("web:x", null)]
    [InlineData("we", null)]
    [InlineData("arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1", null)]
    [InlineData("arn:aws:ecs:us-east-1:999988887777:task-definition/web:1", null)]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:task/web:1", null)]
    public async Task Reference_finds_the_revision_it_names(string reference, int? expected)
    {
        var definitions = await OpenAsync();
        await RegisterAsync(definitions, "web");
        await RegisterAsync(definitions, "web");
        await RegisterAsync(definitions, "web");
        await definitions.DeregisterAsync(definitions.Find(Account, Region, "web:3")!, Token);

        Assert.Equal(expected, definitions.Find(Account, Region, reference)?.Revision);
    }

    [Fact]
    public async Task Deregistered_revision_is_inactive_and_its_number_stays_taken()
    {
        var definitions = await OpenAsync();
        await RegisterAsync(definitions, "web");

        var gone = await definitions.DeregisterAsync(definitions.Find(Account, Region, "web:1")!, Token);
        var next = await RegisterAsync(definitions, "web");

        Assert.Equal(("INACTIVE", _time.GetUtcNow()), (gone.Definition.Status, gone.Definition.DeregisteredAt));
        Assert.Equal(2, next.Revision);
    }

    [Fact]
    public async Task Other_accounts_and_regions_see_nothing()
    {
        var definitions = await OpenAsync();
        await RegisterAsync(definitions, "web");

        Assert.Null(definitions.Find(AccountId.Parse("999988887777"), Region, "web"));
        Assert.Empty(definitions.List(Account, "eu-west-1"));
    }

    [Fact]
    public async Task Families_are_listed_apart_and_revisions_in_the_order_of_numbers()
    {
        var definitions = await OpenAsync();
        for (var i = 0; i < 11; i++)
        {
            await RegisterAsync(definitions, "web");
        }

        await RegisterAsync(definitions, "web-2");

        Assert.Equal(Enumerable.Range(1, 11), definitions.List(Account, Region, "web").Select(one => one.Revision));
    }

    [Fact]
    public async Task Everything_of_a_definition_survives_a_restart()
    {
        var definitions = await OpenAsync();
        var definition = TaskLab.Definition(
            TaskLab.Container("app") with
            {
                LogConfiguration = TaskLab.AwsLogs(),
                Secrets = [new EcsSecret { Name = "A", ValueFrom = "a" }],
                DependsOn = [new ContainerDependency { ContainerName = "b", Condition = "START" }],
                DockerLabels = new Dictionary<string, string> { ["x"] = "y" },
                HealthCheck = new HealthCheck { Command = ["CMD", "true"], Interval = 30 },
            }
        ) with
        {
            Volumes =
            [
                new Volume
                {
                    Name = "v",
                    Host = new HostVolumeProperties { SourcePath = "/v" },
                },
            ],
        };
        var before = await definitions.RegisterAsync(
            Account,
            Region,
            definition,
            [new Tag { Key = "k", Value = "v" }],
            "a",
            Token
        );

        var after = (await OpenAsync()).Find(Account, Region, "web:1")!;

        Assert.Equivalent(before, after, strict: true);
    }

    private async Task<TaskDefinitions> OpenAsync() =>
        await TaskDefinitions.OpenAsync(await Records.OpenAsync(_store, _time, Token), _time, Token);

    private static Task<TaskDefinitionRecord> RegisterAsync(TaskDefinitions definitions, string family) =>
        definitions
            .RegisterAsync(
                Account,
                Region,
                TaskLab.Definition() with
                {
                    Family = family,
                },
                [],
                "arn:aws:iam::111122223333:user/ann",
                Token
            )
            .AsTask();
}
