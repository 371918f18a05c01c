using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Two servers over one store: what one writes the other answers, and what must hold holds across both.</summary>
public sealed class TwoRegistriesTests
{
    private static readonly byte[] Layer = Encoding.UTF8.GetBytes("layer");

    [Fact]
    public async Task An_image_that_is_pushed_to_one_is_pulled_from_the_other()
    {
        await using var one = await EcrDoor.OpenAsync();
        await using var other = await one.BesideAsync();
        await one.PushAsync("layer", "v1");
        await other.Door.CaughtUpAsync();

        var pulled = await other.GetAsync(new ImageIdentifier { ImageTag = "v1" });

        Assert.Equal(EcrDoor.ManifestOf("layer"), Assert.Single(pulled.Images!).ImageManifest);
        Assert.True(await other.HasAsync(EcrDoor.DigestOf(Layer)));
    }

    [Fact]
    public async Task A_tag_that_both_move_at_once_is_on_one_image()
    {
        await using var one = await EcrDoor.OpenAsync();
        await using var other = await one.BesideAsync();
        for (var i = 0; i < 20; i++)
        {
            await one.UploadAsync(Encoding.UTF8.GetBytes($"a{i}"));
            await one.UploadAsync(Encoding.UTF8.GetBytes($"b{i}"));
            await other.Door.CaughtUpAsync();

            await Task.WhenAll(
                Task.Run(() => one.PushAsync($"a{i}", "latest")),
                Task.Run(() => other.PushAsync($"b{i}", "latest"))
            );
            await one.Door.CaughtUpAsync();

            Assert.Single(await one.IdsAsync("TAGGED"));
        }
    }

    [Fact]
    public async Task A_repository_is_deleted_empty_or_not_at_all()
    {
        await using var one = await EcrDoor.OpenAsync();
        await using var other = await one.BesideAsync();
        for (var i = 0; i < 20; i++)
        {
            await one.UploadAsync(Layer);
            await other.Door.CaughtUpAsync();

            var put = Task.Run(() =>
                IsDoneAsync(() =>
                    one.SendAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf("layer"), "v1"))
                )
            );
            var delete = Task.Run(() =>
                IsDoneAsync(() => other.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = EcrDoor.Name }))
            );
            var (isPut, isDeleted) = (await put, await delete);

            Assert.NotEqual(isPut, isDeleted);
            await one.Door.CaughtUpAsync();
            await other.Door.CaughtUpAsync();
            if (!isDeleted)
            {
                await one.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = EcrDoor.Name, Force = true });
            }

            Assert.Empty(
                await one
                    .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                    .ToListAsync(TestContext.Current.CancellationToken)
            );
            await one.CreateAsync(EcrDoor.Name);
            await other.Door.CaughtUpAsync();
            Assert.Empty(await one.IdsAsync());
        }
    }

    [Fact]
    public async Task A_layer_that_one_repository_drops_while_another_takes_it_keeps_its_bytes()
    {
        await using var one = await EcrDoor.OpenAsync();
        await using var other = await one.BesideAsync();
        for (var i = 0; i < 20; i++)
        {
            await one.CreateAsync("other");
            await one.UploadAsync(Layer);
            await other.Door.CaughtUpAsync();

            await Task.WhenAll(
                Task.Run(() => other.UploadAsync(Layer, "other")),
                Task.Run(() => one.RemakeAsync(), TestContext.Current.CancellationToken)
            );
            await one.Door.CaughtUpAsync();

            Assert.True(await one.HasAsync(EcrDoor.DigestOf(Layer), "other"));
            Assert.Single(
                await one
                    .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                    .ToListAsync(TestContext.Current.CancellationToken)
            );
            await one.SendAsync(EcrModel.DeleteRepository, new() { RepositoryName = "other", Force = true });
            Assert.Empty(
                await one
                    .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                    .ToListAsync(TestContext.Current.CancellationToken)
            );
        }
    }

    private static async Task<bool> IsDoneAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }
}
