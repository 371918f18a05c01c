using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Images deleted, and tags taken from them.</summary>
public sealed class DeleteImageTests
{
    [Fact]
    public async Task A_tag_is_taken_and_the_image_stays_for_its_others()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");
        await door.PushAsync("layer", "v2");

        var output = await door.DeleteAsync(new ImageIdentifier { ImageTag = "v1" });

        Assert.Equal(new() { ImageDigest = digest, ImageTag = "v1" }, Assert.Single(output.ImageIds!));
        Assert.Equal([$"{digest} v2"], await door.IdsAsync());
    }

    [Fact]
    public async Task With_its_last_tag_the_image_goes()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");

        await door.DeleteAsync(new ImageIdentifier { ImageTag = "v1" });

        Assert.Empty(await door.IdsAsync());
    }

    [Fact]
    public async Task By_digest_an_image_goes_with_all_its_tags()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");
        await door.PushAsync("layer", "v2");

        var output = await door.DeleteAsync(new ImageIdentifier { ImageDigest = digest });

        Assert.Equal(["v1", "v2"], output.ImageIds!.Select(id => id.ImageTag));
        Assert.Empty(await door.IdsAsync());
    }

    [Fact]
    public async Task By_digest_and_tag_only_the_tag_goes()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer", "v1");
        await door.PushAsync("layer", "v2");

        await door.DeleteAsync(new ImageIdentifier { ImageDigest = digest, ImageTag = "v1" });

        Assert.Equal([$"{digest} v2"], await door.IdsAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_a_failure_and_the_rest_is_deleted()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");

        var output = await door.DeleteAsync(
            new ImageIdentifier { ImageTag = "nothing" },
            new ImageIdentifier { ImageTag = "v1" }
        );

        Assert.Equal("ImageNotFound", Assert.Single(output.Failures!).FailureCode);
        Assert.Equal("v1", Assert.Single(output.ImageIds!).ImageTag);
    }

    [Fact]
    public async Task An_image_stays_as_long_as_an_index_refers_to_it()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = await door.PushAsync("layer");
        var index = EcrDoor.IndexOf(EcrDoor.ManifestOf("layer"));
        await door.SendAsync(EcrModel.PutImage, ImagePush.Putting(index, "v1"));
        var child = new ImageIdentifier { ImageDigest = digest };

        var early = await door.DeleteAsync(child);
        var late = await door.DeleteAsync(new ImageIdentifier { ImageTag = "v1" }, child);

        var failure = Assert.Single(early.Failures!);
        Assert.Equal("ImageReferencedByManifestList", failure.FailureCode);
        Assert.Equal(
            $"Requested image referenced by manifest list: [{EcrDoor.DigestOf(index)}]",
            failure.FailureReason
        );
        Assert.Empty(late.Failures!);
    }

    [Fact]
    public async Task Layers_go_with_the_last_image_that_has_them()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.PushAsync("layer", "v1");
        var spaced = EcrDoor.ManifestOf("layer") + "\n";
        await door.SendAsync(EcrModel.PutImage, ImagePush.Putting(spaced, "v2"));
        await door.UploadAsync("of an image to come"u8.ToArray());

        await door.DeleteAsync(new ImageIdentifier { ImageTag = "v1" });
        var withOne = await door.HasAsync(EcrDoor.DigestOf("layer"));
        await door.DeleteAsync(new ImageIdentifier { ImageTag = "v2" });

        Assert.True(withOne);
        Assert.False(await door.HasAsync(EcrDoor.DigestOf("layer")));
        Assert.True(await door.HasAsync(EcrDoor.DigestOf("of an image to come")));
    }
}
