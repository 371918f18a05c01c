using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>A repository that is deleted and made again while a call is on its way is another, which nobody judged the call on.</summary>
public sealed class RepositoryRemakingTests
{
    private const string Tag = "v1";

    private static readonly string Layer = EcrDoor.DigestOf("layer");

    private static readonly Dictionary<string, Func<EcrDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["DescribeRepositories"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.DescribeRepositories,
                new() { RepositoryNames = [EcrDoor.Name] },
                meanwhile
            ),
        ["DeleteRepository"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.DeleteRepository,
                new() { RepositoryName = EcrDoor.Name, Force = true },
                meanwhile
            ),
        ["BatchGetImage"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.BatchGetImage,
                new() { RepositoryName = EcrDoor.Name, ImageIds = [new() { ImageTag = Tag }] },
                meanwhile
            ),
        ["GetDownloadUrlForLayer"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.GetDownloadUrlForLayer,
                new() { RepositoryName = EcrDoor.Name, LayerDigest = Layer },
                meanwhile
            ),
        ["BatchCheckLayerAvailability"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.BatchCheckLayerAvailability,
                new() { RepositoryName = EcrDoor.Name, LayerDigests = [Layer] },
                meanwhile
            ),
        ["InitiateLayerUpload"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.InitiateLayerUpload,
                new() { RepositoryName = EcrDoor.Name },
                meanwhile
            ),
        ["UploadLayerPart"] = async (ecr, meanwhile) =>
            await ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.UploadLayerPart,
                ImagePush.Part(await ecr.BeginAsync(), 0, [1]),
                meanwhile
            ),
        ["CompleteLayerUpload"] = async (ecr, meanwhile) =>
        {
            var upload = await ecr.BeginAsync();
            await ecr.StreamAsync(upload, 0, new MemoryStream([1]));
            await ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.CompleteLayerUpload,
                ImagePush.Ending(upload, EcrDoor.DigestOf([1])),
                meanwhile
            );
        },
        ["PutImage"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.PutImage,
                ImagePush.Putting(EcrDoor.ManifestOf("layer"), "v2"),
                meanwhile
            ),
        ["ListImages"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(ecr.Admin, EcrModel.ListImages, new() { RepositoryName = EcrDoor.Name }, meanwhile),
        ["DescribeImages"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(ecr.Admin, EcrModel.DescribeImages, new() { RepositoryName = EcrDoor.Name }, meanwhile),
        ["BatchDeleteImage"] = (ecr, meanwhile) =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.BatchDeleteImage,
                new() { RepositoryName = EcrDoor.Name, ImageIds = [new() { ImageTag = Tag }] },
                meanwhile
            ),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_repository_is_not_done_on_its_namesake(string name)
    {
        await using var ecr = await EcrDoor.OpenAsync();
        await ecr.PushAsync("layer", Tag);

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            Calls[name]
                (
                    ecr,
                    async () =>
                    {
                        await ecr.RemakeAsync();
                        await ecr.PushAsync("layer", Tag);
                    }
                )
        );

        Assert.Equal("RepositoryNotFoundException", error.Code);
        Assert.Equal([$"{EcrDoor.DigestOf(EcrDoor.ManifestOf("layer"))} {Tag}"], await ecr.IdsAsync());
        Assert.Single(
            await ecr
                .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_sees_what_changed_in_the_repository_itself(string name)
    {
        await using var ecr = await EcrDoor.OpenAsync();
        await ecr.PushAsync("layer", Tag);

        var error = await Record.ExceptionAsync(() => Calls[name](ecr, () => ecr.PushAsync("other", "v3")));

        Assert.Null(error);
    }

    [Fact]
    public async Task A_call_judged_on_no_repository_is_not_done_on_one_made_since()
    {
        await using var ecr = await EcrDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            ecr.Door.SendAsync(
                ecr.Admin,
                EcrModel.DeleteRepository,
                new() { RepositoryName = "late" },
                () => ecr.CreateAsync("late")
            )
        );

        Assert.Equal("RepositoryNotFoundException", error.Code);
        Assert.NotEmpty(
            (await ecr.SendAsync(EcrModel.DescribeRepositories, new() { RepositoryNames = ["late"] })).Repositories!
        );
    }

    [Fact]
    public async Task What_was_uploaded_to_one_repository_does_not_end_up_in_its_namesake()
    {
        await using var ecr = await EcrDoor.OpenAsync();
        var upload = await ecr.BeginAsync();
        await ecr.StreamAsync(upload, 0, new MemoryStream(Encoding.UTF8.GetBytes("layer")));
        await ecr.RemakeAsync();

        var error = await ecr.FailAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(upload, Layer));

        Assert.Equal("UploadNotFoundException", error.Code);
        Assert.False(await ecr.HasAsync(Layer));
    }
}
