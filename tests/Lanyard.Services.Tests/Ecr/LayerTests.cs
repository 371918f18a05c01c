using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Layers: uploaded in parts, and there once their digest is right.</summary>
public sealed class LayerTests
{
    private static readonly byte[] Layer = RandomNumberGenerator.GetBytes(1000);

    [Fact]
    public async Task A_layer_that_came_in_parts_is_available()
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();

        var first = await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 0, Layer[..600]));
        var second = await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 600, Layer[600..]));
        var ended = await door.SendAsync(
            EcrModel.CompleteLayerUpload,
            ImagePush.Ending(upload, EcrDoor.DigestOf(Layer))
        );
        var output = await door.SendAsync(
            EcrModel.BatchCheckLayerAvailability,
            new() { RepositoryName = "team/app", LayerDigests = [EcrDoor.DigestOf(Layer)] }
        );

        Assert.Equal((599L, 999L), (first.LastByteReceived, second.LastByteReceived));
        Assert.Equal(EcrDoor.DigestOf(Layer), ended.LayerDigest);
        var layer = Assert.Single(output.Layers!);
        Assert.Equal(("AVAILABLE", 1000L), (layer.LayerAvailability, layer.LayerSize));
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_unavailable_and_no_digest_is_a_failure()
    {
        await using var door = await EcrDoor.OpenAsync();
        var unknown = EcrDoor.DigestOf("unknown");

        var output = await door.SendAsync(
            EcrModel.BatchCheckLayerAvailability,
            new() { RepositoryName = "team/app", LayerDigests = [unknown, "nonsense"] }
        );

        Assert.Equal(new() { LayerDigest = unknown, LayerAvailability = "UNAVAILABLE" }, Assert.Single(output.Layers!));
        var failure = Assert.Single(output.Failures!);
        Assert.Equal(("nonsense", "InvalidLayerDigest"), (failure.LayerDigest, failure.FailureCode));
    }

    [Fact]
    public async Task A_layer_belongs_to_its_repository_alone()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.CreateAsync("other");
        await door.UploadAsync(Layer);

        Assert.False(await door.HasAsync(EcrDoor.DigestOf(Layer), "other"));
    }

    [Theory]
    [InlineData(0, 399)]
    [InlineData(700, 1099)]
    [InlineData(600, 998)]
    public async Task A_part_that_does_not_fit_is_refused_and_the_upload_goes_on(long first, long last)
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();
        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 0, Layer[..600]));

        var error = await door.FailAsync(
            EcrModel.UploadLayerPart,
            ImagePush.Part(upload, 600, Layer[600..]) with
            {
                PartFirstByte = first,
                PartLastByte = last,
            }
        );
        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 600, Layer[600..]));
        await door.SendAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(upload, EcrDoor.DigestOf(Layer)));

        Assert.Equal("InvalidLayerPartException", error.Code);
        Assert.True(await door.HasAsync(EcrDoor.DigestOf(Layer)));
    }

    [Fact]
    public async Task A_part_is_twenty_mebibytes_at_the_most()
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();

        var error = await door.FailAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 0, new byte[20_971_521]));

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.Equal(
            "Invalid parameter at 'layerPartBlob' failed to satisfy constraint: "
                + "'must have length less than or equal to 20971520'",
            error.Message
        );
    }

    [Fact]
    public async Task Of_two_parts_for_the_same_place_one_is_taken()
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => TryAsync(door, ImagePush.Part(upload, 0, Layer))))
        );
        await door.SendAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(upload, EcrDoor.DigestOf(Layer)));

        Assert.Single(outcomes, code => code is null);
        Assert.Equal(7, outcomes.Count(code => code == "InvalidLayerPartException"));
    }

    [Fact]
    public async Task A_layer_of_another_digest_is_refused_and_its_upload_is_over()
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();
        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 0, Layer));

        var error = await door.FailAsync(
            EcrModel.CompleteLayerUpload,
            ImagePush.Ending(upload, EcrDoor.DigestOf("other"))
        );
        var again = await door.FailAsync(
            EcrModel.CompleteLayerUpload,
            ImagePush.Ending(upload, EcrDoor.DigestOf(Layer))
        );

        Assert.Equal("InvalidLayerException", error.Code);
        Assert.Equal("UploadNotFoundException", again.Code);
        Assert.Empty(await door.Door.BlobsAsync());
    }

    [Fact]
    public async Task An_upload_without_parts_is_empty()
    {
        await using var door = await EcrDoor.OpenAsync();
        var upload = await door.BeginAsync();

        var error = await door.FailAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(upload, EcrDoor.DigestOf("")));

        Assert.Equal("EmptyUploadException", error.Code);
    }

    [Fact]
    public async Task A_layer_is_uploaded_once()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.UploadAsync(Layer);

        var error = await Assert.ThrowsAsync<AwsException>(() => door.UploadAsync(Layer));

        Assert.Equal("LayerAlreadyExistsException", error.Code);
        Assert.True(await door.HasAsync(EcrDoor.DigestOf(Layer)));
    }

    [Fact]
    public async Task An_upload_belongs_to_its_repository_alone()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.CreateAsync("other");
        var upload = await door.BeginAsync();

        var part = await door.FailAsync(EcrModel.UploadLayerPart, ImagePush.Part(upload, 0, Layer, "other"));
        var ending = await door.FailAsync(
            EcrModel.CompleteLayerUpload,
            ImagePush.Ending(upload, EcrDoor.DigestOf(Layer), "other")
        );

        Assert.Equal("UploadNotFoundException", part.Code);
        Assert.Equal("UploadNotFoundException", ending.Code);
    }

    [Fact]
    public async Task An_upload_that_nobody_goes_on_with_for_an_hour_is_gone()
    {
        await using var door = await EcrDoor.OpenAsync();
        var old = await door.BeginAsync();
        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(old, 0, Layer));
        door.Door.Time.Advance(TimeSpan.FromMinutes(61));

        await door.BeginAsync();

        var error = await door.FailAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(old, EcrDoor.DigestOf(Layer)));
        Assert.Equal("UploadNotFoundException", error.Code);
    }

    [Fact]
    public async Task An_upload_that_goes_on_stays()
    {
        await using var door = await EcrDoor.OpenAsync();
        var slow = await door.BeginAsync();
        door.Door.Time.Advance(TimeSpan.FromMinutes(59));
        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(slow, 0, Layer[..600]));
        door.Door.Time.Advance(TimeSpan.FromMinutes(59));

        await door.BeginAsync();

        await door.SendAsync(EcrModel.UploadLayerPart, ImagePush.Part(slow, 600, Layer[600..]));
        await door.SendAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(slow, EcrDoor.DigestOf(Layer)));
        Assert.True(await door.HasAsync(EcrDoor.DigestOf(Layer)));
    }

    [Fact]
    public async Task What_came_before_a_stream_broke_off_is_kept_and_gone_on_from()
    {
        await using var door = await EcrDoor.OpenAsync();
        var id = await door.BeginAsync();
        var upload = door.Service.Uploads.Find($"{EcrDoor.Account}/us-east-1/team/app", id)!;

        await Assert.ThrowsAsync<IOException>(async () =>
            await upload.AppendAsync(0, new BrokenStream(Layer[..600]), TestContext.Current.CancellationToken)
        );
        var received = upload.Received;
        await upload.AppendAsync(received, new MemoryStream(Layer[600..]), TestContext.Current.CancellationToken);
        await door.SendAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(id, EcrDoor.DigestOf(Layer)));

        Assert.Equal(600, received);
        Assert.True(await door.HasAsync(EcrDoor.DigestOf(Layer)));
    }

    [Fact]
    public async Task An_address_opens_its_layer_to_whoever_holds_it()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.UploadAsync(Layer);

        var url = await UrlAsync(door);
        await using var opened = await door.Service.OpenLayerAsync(url, TestContext.Current.CancellationToken);
        using var read = new MemoryStream();
        await opened.CopyToAsync(read, TestContext.Current.CancellationToken);

        Assert.StartsWith("http://127.0.0.1:4566/_layers/", url.ToString(), StringComparison.Ordinal);
        Assert.Equal(Layer, read.ToArray());
    }

    [Fact]
    public async Task An_address_is_good_for_an_hour()
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.UploadAsync(Layer);
        var url = await UrlAsync(door);

        door.Door.Time.Advance(TimeSpan.FromMinutes(61));

        await Assert.ThrowsAsync<AwsException>(() =>
            door.Service.OpenLayerAsync(url, TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("/_layers/")]
    [InlineData("/_layers/nonsense")]
    [InlineData("/_layers/%21")]
    [InlineData("/elsewhere")]
    public async Task An_address_that_was_never_handed_out_opens_nothing(string path)
    {
        await using var door = await EcrDoor.OpenAsync();

        await Assert.ThrowsAsync<AwsException>(() =>
            door.Service.OpenLayerAsync(new Uri($"http://127.0.0.1:4566{path}"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_password_is_no_address()
    {
        await using var door = await EcrDoor.OpenAsync();
        var token = await door.SendAsync(EcrModel.GetAuthorizationToken, new());
        var login = Encoding.UTF8.GetString(
            Convert.FromBase64String(token.AuthorizationData![0].AuthorizationToken!.Reveal())
        );

        await Assert.ThrowsAsync<AwsException>(() =>
            door.Service.OpenLayerAsync(
                new Uri($"http://127.0.0.1:4566/_layers/{login.Split(':')[1]}"),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task A_layer_that_is_not_there_has_no_address()
    {
        await using var door = await EcrDoor.OpenAsync();
        var digest = EcrDoor.DigestOf("unknown");

        var error = await door.FailAsync(
            EcrModel.GetDownloadUrlForLayer,
            new() { RepositoryName = "team/app", LayerDigest = digest }
        );

        Assert.Equal("LayersNotFoundException", error.Code);
        Assert.Equal(
            $"The layer with digest '{digest}' does not exist within the repository with name 'team/app' in the registry "
                + "with id '111122223333'",
            error.Message
        );
    }

    private static async Task<Uri> UrlAsync(EcrDoor door)
    {
        var output = await door.SendAsync(
            EcrModel.GetDownloadUrlForLayer,
            new() { RepositoryName = "team/app", LayerDigest = EcrDoor.DigestOf(Layer) }
        );
        return new Uri(output.DownloadUrl!);
    }

    private static async Task<string?> TryAsync(EcrDoor door, UploadLayerPartInput part)
    {
        try
        {
            await door.SendAsync(EcrModel.UploadLayerPart, part);
            return null;
        }
        catch (AwsException error)
        {
            return error.Code;
        }
    }

    private sealed class BrokenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read
                ? read
                : throw new IOException("the peer is gone");
    }
}
