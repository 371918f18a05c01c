using System.Text;
using System.Text.Json.Nodes;
using Lanyard.Services.Ecr;
using Lanyard.Services.Logs;
using Lanyard.Services.Ssm;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests;

/// <summary>Data directories of older versions: rows that were written before every record had an id.</summary>
public sealed class OlderRecordsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_without_an_id_are_read_and_written_again()
    {
        await using var door = await TestDoor.OpenAsync(ServicesAsync);
        var admin = await door.AdministratorAsync();
        await door.SendAsync(admin, LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "group" });
        await door.SendAsync(admin, EcrModel.CreateRepository, new CreateRepositoryInput { RepositoryName = "app" });
        await door.SendAsync(admin, SsmModel.PutParameter, Parameter("one"));
        foreach (var collection in new[] { "logs.groups", "ecr.repositories", "ssm.parameters" })
        {
            await TakeIdsAsync(door, collection);
        }

        await using var newer = await TestDoor.OpenAsync(ServicesAsync, door);
        var groups = await newer.SendAsync(admin, LogsModel.DescribeLogGroups, new DescribeLogGroupsInput());
        var repositories = await newer.SendAsync(admin, EcrModel.DescribeRepositories, new DescribeRepositoriesInput());
        var version = await newer.SendAsync(admin, SsmModel.PutParameter, Parameter("two") with { Overwrite = true });
        var row = await door.Store.GetAsync("ssm.parameters", "111122223333/us-east-1/app/a", Token);

        Assert.Equal("group", Assert.Single(groups.LogGroups!).LogGroupName);
        Assert.Equal("app", Assert.Single(repositories.Repositories!).RepositoryName);
        Assert.Equal(2, version.Version);
        Assert.Equal(
            "arn:aws:ssm:us-east-1:111122223333:parameter/app/a",
            JsonNode.Parse(row!.Value.Span)!["id"]!.GetValue<string>()
        );
    }

    private static PutParameterInput Parameter(string value) =>
        new()
        {
            Name = "/app/a",
            Type = "String",
            Value = new Secret(value),
        };

    private static async Task TakeIdsAsync(TestDoor door, string collection)
    {
        var row = Assert.Single(await door.Store.ListAsync(collection, cancellationToken: Token));
        var json = JsonNode.Parse(row.Value.Span)!.AsObject();
        Assert.True(json.Remove("id"));
        var older = Encoding.UTF8.GetBytes(json.ToJsonString());
        await door.Store.CommitAsync(new Storage.StoreBatch().Put(collection, row.Key, older), Token);
    }

    private static async Task<IReadOnlyList<IService>> ServicesAsync(ServiceHost host) =>
        [
            await LogsService.OpenAsync(host, default),
            await EcrService.OpenAsync(host, default),
            await SsmService.OpenAsync(host, default),
        ];
}
