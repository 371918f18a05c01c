using Lanyard.Access.Sessions;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>Who may do what with a repository, and what a refusal says.</summary>
public sealed class EcrPermissionTests
{
    private const string Arn = "arn:aws:ecr:us-east-1:111122223333:repository/team/app";
    private const string Unknown = "arn:aws:ecr:us-east-1:111122223333:repository/nothing";

    private static readonly string Digest = EcrDoor.DigestOf("layer");

    private static readonly Dictionary<string, Func<EcrDoor, string, Caller, Task<AwsException>>> Calls = new(
        StringComparer.Ordinal
    )
    {
        ["ecr:CreateRepository"] = (door, name, ann) =>
            door.FailAsync(EcrModel.CreateRepository, new() { RepositoryName = name }, ann),
        ["ecr:DescribeRepositories"] = (door, name, ann) =>
            door.FailAsync(EcrModel.DescribeRepositories, new() { RepositoryNames = [name] }, ann),
        ["ecr:DeleteRepository"] = (door, name, ann) =>
            door.FailAsync(EcrModel.DeleteRepository, new() { RepositoryName = name }, ann),
        ["ecr:BatchGetImage"] = (door, name, ann) =>
            door.FailAsync(
                EcrModel.BatchGetImage,
                new() { RepositoryName = name, ImageIds = [new() { ImageTag = "v1" }] },
                ann
            ),
        ["ecr:GetDownloadUrlForLayer"] = (door, name, ann) =>
            door.FailAsync(EcrModel.GetDownloadUrlForLayer, new() { RepositoryName = name, LayerDigest = Digest }, ann),
        ["ecr:BatchCheckLayerAvailability"] = (door, name, ann) =>
            door.FailAsync(
                EcrModel.BatchCheckLayerAvailability,
                new() { RepositoryName = name, LayerDigests = [Digest] },
                ann
            ),
        ["ecr:InitiateLayerUpload"] = (door, name, ann) =>
            door.FailAsync(EcrModel.InitiateLayerUpload, new() { RepositoryName = name }, ann),
        ["ecr:UploadLayerPart"] = (door, name, ann) =>
            door.FailAsync(EcrModel.UploadLayerPart, ImagePush.Part(Guid.Empty.ToString(), 0, [1], name), ann),
        ["ecr:CompleteLayerUpload"] = (door, name, ann) =>
            door.FailAsync(EcrModel.CompleteLayerUpload, ImagePush.Ending(Guid.Empty.ToString(), Digest, name), ann),
        ["ecr:PutImage"] = (door, name, ann) =>
            door.FailAsync(EcrModel.PutImage, ImagePush.Putting(EcrDoor.ManifestOf("layer"), "v1", name), ann),
        ["ecr:ListImages"] = (door, name, ann) =>
            door.FailAsync(EcrModel.ListImages, new() { RepositoryName = name }, ann),
        ["ecr:DescribeImages"] = (door, name, ann) =>
            door.FailAsync(EcrModel.DescribeImages, new() { RepositoryName = name }, ann),
        ["ecr:BatchDeleteImage"] = (door, name, ann) =>
            door.FailAsync(
                EcrModel.BatchDeleteImage,
                new() { RepositoryName = name, ImageIds = [new() { ImageTag = "v1" }] },
                ann
            ),
    };

    public static TheoryData<string> Actions() => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task Without_the_action_a_call_is_refused_in_the_same_words_whether_the_repository_exists_or_not(
        string action
    )
    {
        await using var door = await EcrDoor.OpenAsync();
        var ann = await door.AnnAsync("s3:*");

        var known = await Calls[action](door, "team/app", ann);
        var unknown = await Calls[action](door, "nothing", ann);

        Assert.Equal(("AccessDeniedException", EcrDoor.Refusal(action, Arn)), (known.Code, known.Message));
        Assert.Equal(("AccessDeniedException", EcrDoor.Refusal(action, Unknown)), (unknown.Code, unknown.Message));
    }

    [Fact]
    public async Task Administrators_of_other_accounts_are_not_let_into_a_registry()
    {
        await using var door = await EcrDoor.OpenAsync();

        var error = await door.FailAsync(
            EcrModel.ListImages,
            new() { RegistryId = EcrDoor.Account, RepositoryName = "team/app" },
            door.Stranger
        );

        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Contains("ecr:ListImages on resource: " + Arn, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_of_other_accounts_see_their_own_registry()
    {
        await using var door = await EcrDoor.OpenAsync();

        var output = await door.SendAsync(EcrModel.DescribeRepositories, new(), door.Stranger);

        Assert.Empty(output.Repositories!);
    }

    [Fact]
    public async Task All_repositories_are_described_to_whom_may_describe_each()
    {
        await using var door = await EcrDoor.OpenAsync();
        var ann = await door.AnnAsync("ecr:DescribeRepositories", Arn);

        var error = await door.FailAsync(EcrModel.DescribeRepositories, new(), ann);
        var own = await door.SendAsync(EcrModel.DescribeRepositories, new() { RepositoryNames = ["team/app"] }, ann);

        Assert.Equal(
            EcrDoor.Refusal("ecr:DescribeRepositories", "arn:aws:ecr:us-east-1:111122223333:repository/*"),
            error.Message
        );
        Assert.Single(own.Repositories!);
    }

    [Fact]
    public async Task A_password_is_given_for_all_resources_or_not_at_all()
    {
        await using var door = await EcrDoor.OpenAsync();
        var ann = await door.AnnAsync("ecr:GetAuthorizationToken", Arn);

        var error = await door.FailAsync(EcrModel.GetAuthorizationToken, new(), ann);

        Assert.Equal(EcrDoor.Refusal("ecr:GetAuthorizationToken", "*"), error.Message);
    }

    [Fact]
    public async Task Tags_at_creation_need_TagResource_too()
    {
        await using var door = await EcrDoor.OpenAsync();
        var ann = await door.AnnAsync("ecr:CreateRepository");

        var error = await door.FailAsync(
            EcrModel.CreateRepository,
            new() { RepositoryName = "nothing", Tags = [new() { Key = "k", Value = "v" }] },
            ann
        );

        Assert.Equal(EcrDoor.Refusal("ecr:TagResource", Unknown), error.Message);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"red"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"blue"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}""", false)]
    public async Task Conditions_see_the_tags_of_a_request(string condition, bool allows)
    {
        await using var door = await EcrDoor.OpenAsync();
        var ann = await door.AnnAsync("ecr:*", condition: condition);
        var input = new CreateRepositoryInput
        {
            RepositoryName = "tagged",
            Tags = [new() { Key = "team", Value = "red" }],
        };

        var error = await Record.ExceptionAsync(() => door.SendAsync(EcrModel.CreateRepository, input, ann));

        Assert.Equal(allows, error is null);
    }

    [Theory]
    [InlineData("aws:ResourceTag/team", "red", true)]
    [InlineData("ecr:ResourceTag/team", "red", true)]
    [InlineData("aws:ResourceTag/team", "blue", false)]
    public async Task Conditions_see_the_tags_of_a_repository(string key, string value, bool allows)
    {
        await using var door = await EcrDoor.OpenAsync();
        await door.SendAsync(
            EcrModel.CreateRepository,
            new() { RepositoryName = "tagged", Tags = [new() { Key = "team", Value = "red" }] }
        );
        var ann = await door.AnnAsync("ecr:ListImages", condition: $$"""{"StringEquals":{"{{key}}":"{{value}}"} }""");

        var error = await Record.ExceptionAsync(() =>
            door.SendAsync(EcrModel.ListImages, new() { RepositoryName = "tagged" }, ann)
        );

        Assert.Equal(allows, error is null);
    }
}
