using System.Globalization;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Images: put, tagged, got, listed and described.</summary>
public sealed class ImageTests
{
    [Fact]
    public async Task An_image_comes_back_as_it_was_put()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");

        var output = await door.GetAsync(new ImageIdentifier { ImageTag = "v1" });

        var image = Assert.Single(output.Images!);
        Assert.Equal(EcrDoor.ManifestOf("layer"), image.ImageManifest);
        Assert.Equal(EcrDoor.DigestOf(EcrDoor.ManifestOf("layer")), digest);
        Assert.Equal(new() { ImageDigest = digest, ImageTag = "v1" }, image.ImageId);
        Assert.Equal(EcrDoor.ManifestType, image.ImageManifestMediaType);
        Assert.Equal(("111122223333", "team/app"), (image.RegistryId, image.RepositoryName));
    }

    [Fact]
    public async Task An_image_is_found_by_digest_too()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer");

        var output = await door.GetAsync(new ImageIdentifier { ImageDigest = digest });

        Assert.Equal(digest, Assert.Single(output.Images!).ImageId!.ImageDigest);
    }

    public static TheoryData<string?, string?, string, string> Missing() =>
        new()
        {
            { null, "v2", "ImageNotFound", "Requested image not found" },
            { EcrDoor.DigestOf("x"), null, "ImageNotFound", "Requested image not found" },
            { EcrDoor.DigestOf("x"), "v2", "ImageNotFound", "Requested image not found" },
            {
                EcrDoor.DigestOf("x"),
                "v1",
                "ImageTagDoesNotMatchDigest",
                "Invalid request parameters: given tag does not map to the given digest"
            },
            {
                "nonsense",
                null,
                "InvalidImageDigest",
                "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"
            },
            { null, null, "MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null" },
        };

    [Theory]
    [MemberData(nameof(Missing))]
    public async Task An_image_that_is_not_there_is_a_failure(string? digest, string? tag, string code, string reason)
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");
        var id = new ImageIdentifier { ImageDigest = digest, ImageTag = tag };

        var output = await door.GetAsync(id);

        Assert.Empty(output.Images!);
        Assert.Equal(
            new()
            {
                ImageId = id,
                FailureCode = code,
                FailureReason = reason,
            },
            Assert.Single(output.Failures!)
        );
    }

    [Fact]
    public async Task An_image_whose_layers_are_not_there_is_refused()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = EcrDoor.DigestOf("layer");

        var error = await door.FailAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf("layer"), "v1"));

        Assert.Equal("LayersNotFoundException", error.Code);
        Assert.Contains(digest, error.Message, StringComparison.Ordinal);
        Assert.Empty(await door.IdsAsync());
    }

    [Fact]
    public async Task An_index_is_put_after_its_images()
    {
        await using var door = await EcrDoor.OpenAsync();
        var index = EcrDoor.IndexOf(EcrDoor.ManifestOf("layer"));

        var early = await door.FailAsync(EcrModel.PutImage, ImagePush.Putting(index, "v1"));
        await door.PushAsync("layer");
        var late = await door.SendAsync(EcrModel.PutImage, ImagePush.Putting(index, "v1"));

        Assert.Equal("ReferencedImagesNotFoundException", early.Code);
        Assert.Equal(EcrDoor.IndexType, late.Image!.ImageManifestMediaType);
    }

    [Fact]
    public async Task A_digest_that_is_not_the_manifests_is_refused()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer");

        var error = await door.FailAsync(
            EcrModel.PutImage,
            ImagePush.Putting(EcrDoor.ManifestOf("layer"), "v1") with
            {
                ImageDigest = EcrDoor.DigestOf("other"),
            }
        );

        Assert.Equal("ImageDigestDoesNotMatchException", error.Code);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":1}""")]
    public async Task What_is_no_manifest_is_refused(string manifest)
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(EcrModel.PutImage, ImagePush.Putting(manifest, "v1"));

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.StartsWith("Invalid parameter at 'ImageManifest'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-v1")]
    [InlineData(".v1")]
    [InlineData("v 1")]
    [InlineData("v1:2")]
    [InlineData("v1\n")]
    public async Task A_tag_that_no_client_could_name_is_refused(string tag)
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer");

        var error = await door.FailAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf("layer"), tag));

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.StartsWith("Invalid parameter at 'imageTag'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_moves_to_the_image_that_was_put_last()
    {
        await using var door = await EcrDoor.OpenAsync();
        var old = await door.PushAsync("old", "latest");

        var recent = await door.PushAsync("recent", "latest");

        Assert.Equal(new[] { old, $"{recent} latest" }.Order(StringComparer.Ordinal), await door.IdsAsync());
    }

    [Fact]
    public async Task An_image_has_as_many_tags_as_it_was_given()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");

        await door.PushAsync("layer", "B");
        await door.PushAsync("layer", "a");

        Assert.Equal([$"{digest} B", $"{digest} a", $"{digest} v1"], await door.IdsAsync());
    }

    [Theory]
    [InlineData("v1", "v1")]
    [InlineData(null, "null")]
    public async Task The_same_image_with_the_same_tag_exists_already(string? tag, string shown)
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", tag);

        var error = await door.FailAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf("layer"), tag));

        Assert.Equal("ImageAlreadyExistsException", error.Code);
        Assert.Equal(
            $"Image with digest '{digest}' and tag '{shown}' already exists in the repository with name 'team/app' in "
                + "registry with id '111122223333'",
            error.Message
        );
    }

    [Theory]
    [InlineData("other")]
    [InlineData("layer")]
    public async Task An_immutable_tag_takes_no_second_push_not_even_of_the_same_image(string layer)
    {
        await using var door = await EcrDoor.OpenAsync("IMMUTABLE");
        await door.PushAsync("layer", "v1");

        var error = await Assert.ThrowsAsync<AwsException>(() => door.PushAsync(layer, "v1"));

        Assert.Equal("ImageTagAlreadyExistsException", error.Code);
        Assert.Equal(
            "The image tag 'v1' already exists in the 'team/app' repository and cannot be overwritten because the tag "
                + "is immutable.",
            error.Message
        );
    }

    [Theory]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "dev-1", true)]
    [InlineData("IMMUTABLE_WITH_EXCLUSION", "v1", false)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "dev-1", false)]
    [InlineData("MUTABLE_WITH_EXCLUSION", "v1", true)]
    public async Task Excluded_tags_are_treated_the_other_way(string mutability, string tag, bool moves)
    {
        await using var door = await EcrDoor.OpenAsync(mutability, "dev-*");
        await door.PushAsync("old", tag);

        var error = await Record.ExceptionAsync(() => door.PushAsync("recent", tag));

        Assert.Equal(moves, error is null);
    }

    [Fact]
    public async Task However_many_put_a_tag_at_once_it_ends_at_one_image()
    {
        await using var door = await EcrDoor.OpenAsync();
        var layers = await LayersAsync(door);

        await Task.WhenAll(
            layers.Select(layer =>
                Task.Run(() =>
                    door.SendAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf(layer), "latest"))
                )
            )
        );

        Assert.Single(await door.IdsAsync("TAGGED"));
        Assert.Equal(layers.Count - 1, (await door.IdsAsync("UNTAGGED")).Count);
    }

    [Fact]
    public async Task However_many_put_an_immutable_tag_at_once_one_of_them_does()
    {
        await using var door = await EcrDoor.OpenAsync("IMMUTABLE");
        var layers = await LayersAsync(door);

        var errors = await Task.WhenAll(
            layers.Select(layer =>
                Record
                    .ExceptionAsync(() =>
                        Task.Run(() =>
                            door.SendAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf(layer), "v1"))
                        )
                    )
                    .AsTask()
            )
        );

        Assert.Single(errors, error => error is null);
        Assert.Single(await door.IdsAsync());
    }

    [Fact]
    public async Task Ids_are_listed_by_tag_status_and_in_pages()
    {
        await using var door = await EcrDoor.OpenAsync();
        var bare = await door.PushAsync("bare");
        var tagged = await door.PushAsync("tagged", "v1");
        await door.PushAsync("tagged", "v2");

        var first = await door.SendAsync(EcrModel.ListImages, new() { RepositoryName = "team/app", MaxResults = 2 });
        var second = await door.SendAsync(
            EcrModel.ListImages,
            new()
            {
                RepositoryName = "team/app",
                MaxResults = 2,
                NextToken = first.NextToken,
            }
        );

        Assert.Equal([bare], await door.IdsAsync("UNTAGGED"));
        Assert.Equal([$"{tagged} v1", $"{tagged} v2"], await door.IdsAsync("TAGGED"));
        Assert.Equal((2, 1), (first.ImageIds!.Count, second.ImageIds!.Count));
        Assert.Equal(3, first.ImageIds.Concat(second.ImageIds).Distinct().Count());
    }

    [Fact]
    public async Task An_image_is_described()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");
        await door.PushAsync("layer", "v2");

        var output = await door.SendAsync(
            EcrModel.DescribeImages,
            new() { RepositoryName = "team/app", ImageIds = [new() { ImageTag = "v1" }, new() { ImageTag = "v2" }] }
        );

        var image = Assert.Single(output.ImageDetails!);
        Assert.Equal(digest, image.ImageDigest);
        Assert.Equal(["v1", "v2"], image.ImageTags!);
        Assert.Equal(10, image.ImageSizeInBytes);
        Assert.Equal(door.Door.Time.GetUtcNow(), image.ImagePushedAt);
        Assert.Equal(EcrDoor.ManifestType, image.ImageManifestMediaType);
    }

    [Theory]
    [InlineData("TAGGED", 1)]
    [InlineData("UNTAGGED", 2)]
    [InlineData("ANY", 3)]
    public async Task Images_are_described_by_tag_status(string status, int count)
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("one");
        await door.PushAsync("two");
        await door.PushAsync("three", "v1");

        var output = await door.SendAsync(
            EcrModel.DescribeImages,
            new()
            {
                RepositoryName = "team/app",
                Filter = new() { TagStatus = status },
            }
        );

        Assert.Equal(count, output.ImageDetails!.Count);
    }

    [Fact]
    public async Task An_image_that_is_not_there_cannot_be_described()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(
            EcrModel.DescribeImages,
            new() { RepositoryName = "team/app", ImageIds = [new() { ImageTag = "v1" }] }
        );

        Assert.Equal("ImageNotFoundException", error.Code);
        Assert.Equal(
            "The image with imageId {imageDigest:'null', imageTag:'v1'} does not exist within the repository with name "
                + "'team/app' in the registry with id '111122223333'",
            error.Message
        );
    }

    private static async Task<IReadOnlyList<string>> LayersAsync(EcrDoor door)
    {
        var layers = Enumerable.Range(0, 12).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var layer in layers)
        {
            await door.UploadAsync(System.Text.Encoding.UTF8.GetBytes(layer));
        }

        return layers;
    }
}
