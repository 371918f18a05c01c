using System.Text;
using Lanyard.Services.Ecr;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Repositories: made, described, deleted.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public async Task A_repository_is_described_as_it_was_made()
    {
        await using var door = await EcrDoor.OpenAsync();

        var output = await door.SendAsync(EcrModel.DescribeRepositories, new() { RepositoryNames = ["team/app"] });

        var repository = Assert.Single(output.Repositories!);
        Assert.Equal("arn:aws:ecr:us-east-1:111122223333:repository/team/app", repository.RepositoryArn);
        Assert.Equal("111122223333.dkr.ecr.us-east-1.amazonaws.com/team/app", repository.RepositoryUri);
        Assert.Equal(("111122223333", "team/app"), (repository.RegistryId, repository.RepositoryName));
        Assert.Equal(
            ("MUTABLE", "AES256"),
            (repository.ImageTagMutability, repository.EncryptionConfiguration!.EncryptionType)
        );
        Assert.Equal(door.Door.Time.GetUtcNow(), repository.CreatedAt);
        Assert.False(repository.ImageScanningConfiguration!.ScanOnPush);
    }

    [Fact]
    public async Task What_was_set_at_creation_is_told()
    {
        await using var door = await EcrDoor.OpenAsync();

        var output = await door.SendAsync(
            EcrModel.CreateRepository,
            new()
            {
                RepositoryName = "sealed",
                ImageTagMutability = "IMMUTABLE_WITH_EXCLUSION",
                ImageTagMutabilityExclusionFilters = [new() { FilterType = "WILDCARD", Filter = "dev-*" }],
                ImageScanningConfiguration = new() { ScanOnPush = true },
                EncryptionConfiguration = new() { EncryptionType = "KMS", KmsKey = "alias/ecr" },
            }
        );

        var made = output.Repository!;
        Assert.Equal("IMMUTABLE_WITH_EXCLUSION", made.ImageTagMutability);
        Assert.Equal("dev-*", Assert.Single(made.ImageTagMutabilityExclusionFilters!).Filter);
        Assert.True(made.ImageScanningConfiguration!.ScanOnPush);
        Assert.Equal(new() { EncryptionType = "KMS", KmsKey = "alias/ecr" }, made.EncryptionConfiguration);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(EcrModel.CreateRepository, new() { RepositoryName = "team/app" });

        Assert.Equal("RepositoryAlreadyExistsException", error.Code);
        Assert.Equal(
            "The repository with name 'team/app' already exists in the registry with id '111122223333'",
            error.Message
        );
    }

    [Fact]
    public async Task A_name_is_free_in_other_regions_and_accounts()
    {
        await using var door = await EcrDoor.OpenAsync();
        var input = new CreateRepositoryInput { RepositoryName = "team/app" };

        var elsewhere = await door.SendAsync(EcrModel.CreateRepository, input, region: "eu-west-1");
        var other = await door.SendAsync(EcrModel.CreateRepository, input, door.Stranger);

        Assert.Equal("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app", elsewhere.Repository!.RepositoryUri);
        Assert.Equal("444455556666.dkr.ecr.us-east-1.amazonaws.com/team/app", other.Repository!.RepositoryUri);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Team")]
    [InlineData("team//app")]
    [InlineData("team/")]
    [InlineData("te am")]
    [InlineData("-team")]
    public async Task A_name_that_ECR_does_not_take_is_refused(string name)
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(EcrModel.CreateRepository, new() { RepositoryName = name });

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.StartsWith(
            "Invalid parameter at 'repositoryName' failed to satisfy constraint: '",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_tag_key_that_is_there_twice_is_refused()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(
            EcrModel.CreateRepository,
            new()
            {
                RepositoryName = "tagged",
                Tags = [new() { Key = "k", Value = "1" }, new() { Key = "k", Value = "2" }],
            }
        );

        Assert.Equal("InvalidTagParameterException", error.Code);
    }

    [Fact]
    public async Task More_than_fifty_tags_are_too_many()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(
            EcrModel.CreateRepository,
            new()
            {
                RepositoryName = "tagged",
                Tags = [.. Enumerable.Range(0, 51).Select(i => new Tag { Key = $"k{i}", Value = "" })],
            }
        );

        Assert.Equal("TooManyTagsException", error.Code);
    }

    [Fact]
    public async Task An_unknown_repository_is_not_found()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(
            EcrModel.DescribeRepositories,
            new() { RepositoryNames = ["team/app", "nothing"] }
        );

        Assert.Equal("RepositoryNotFoundException", error.Code);
        Assert.Equal(
            "The repository with name 'nothing' does not exist in the registry with id '111122223333'",
            error.Message
        );
    }

    [Fact]
    public async Task Repositories_come_in_pages_by_name()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.CreateAsync("zebra");
        await door.CreateAsync("ant");

        var first = await door.SendAsync(EcrModel.DescribeRepositories, new() { MaxResults = 2 });
        var second = await door.SendAsync(
            EcrModel.DescribeRepositories,
            new() { MaxResults = 2, NextToken = first.NextToken }
        );

        Assert.Equal(["ant", "team/app"], first.Repositories!.Select(one => one.RepositoryName));
        Assert.Equal(["zebra"], second.Repositories!.Select(one => one.RepositoryName));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_page_token_that_was_never_answered_is_refused()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(EcrModel.DescribeRepositories, new() { NextToken = "?" });

        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task A_repository_with_images_is_deleted_only_by_force()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");

        var error = await door.FailAsync(EcrModel.DeleteRepository, new() { RepositoryName = "team/app" });
        var forced = await door.SendAsync(
            EcrModel.DeleteRepository,
            new() { RepositoryName = "team/app", Force = true }
        );

        Assert.Equal("RepositoryNotEmptyException", error.Code);
        Assert.Equal(
            "The repository with name 'team/app' in registry with id '111122223333' cannot be deleted because it still "
                + "contains images",
            error.Message
        );
        Assert.Equal("team/app", forced.Repository!.RepositoryName);
    }

    [Fact]
    public async Task A_repository_of_a_deleted_name_begins_empty()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");
        await door.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = "team/app", Force = true });

        await door.CreateAsync("team/app");

        Assert.Empty(await door.IdsAsync());
        Assert.False(await door.HasAsync(EcrDoor.DigestOf("layer")));
    }

    [Fact]
    public async Task Bytes_go_with_the_last_repository_that_has_them()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.CreateAsync("other");
        var layer = Encoding.UTF8.GetBytes("layer");
        await door.UploadAsync(layer);
        await door.UploadAsync(layer, "other");

        await door.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = "team/app", Force = true });
        var withOne = await door.HasAsync(EcrDoor.DigestOf(layer), "other");
        await door.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = "other", Force = true });

        Assert.True(withOne);
        Assert.Empty(
            await door
                .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Repositories_and_images_are_there_when_the_service_is_opened_anew()
    {
        await using var door = await EcrDoor.OpenAsync("IMMUTABLE");
        await door.PushAsync("layer", "v1");
        var service = await EcrService.OpenAsync(door.Door.Host, TestContext.Current.CancellationToken);
        await using var again = await TestDoor.OpenAsync(_ => Task.FromResult<IReadOnlyList<IService>>([service]));
        var admin = await again.AdministratorAsync();

        var images = await again.SendAsync(
            admin,
            EcrModel.BatchGetImage,
            new() { RepositoryName = "team/app", ImageIds = [new() { ImageTag = "v1" }] }
        );
        var url = await again.SendAsync(
            admin,
            EcrModel.GetDownloadUrlForLayer,
            new() { RepositoryName = "team/app", LayerDigest = EcrDoor.DigestOf("layer") }
        );

        Assert.Equal(EcrDoor.ManifestOf("layer"), Assert.Single(images.Images!).ImageManifest);
        await using var layer = await service.OpenLayerAsync(
            new Uri(url.DownloadUrl!),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(5, layer.Length);
    }
}
