using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>Tags of managed policies.</summary>
public sealed class PolicyTagTests
{
    private const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    private static readonly Dictionary<string, Func<IamDoor, string, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["TagPolicy"] = (iam, arn) => TagAsync(iam, arn, ("team", "a")),
        ["UntagPolicy"] = (iam, arn) => UntagAsync(iam, arn, "team"),
        ["ListPolicyTags"] = ListAsync,
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public async Task Tags_are_added_and_replaced_and_listed_by_key()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");

        var before = await ListAsync(iam, arn);
        await TagAsync(iam, arn, ("team", "a"), ("stage", "test"));
        await TagAsync(iam, arn, ("team", "b"));
        var after = await ListAsync(iam, arn);
        var policy = (await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn })).Policy!;

        Assert.Empty(before);
        Assert.Equal(["stage=test", "team=b"], after);
        Assert.Equal(after, policy.Tags!.Select(Text));
    }

    [Fact]
    public async Task A_policy_without_tags_is_shown_without()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");

        var policy = (await iam.SendAsync(IamModel.GetPolicy, new GetPolicyInput { PolicyArn = arn })).Policy!;

        Assert.Null(policy.Tags);
        Assert.Null(policy.Description);
    }

    [Fact]
    public async Task A_key_takes_the_place_of_one_that_differs_by_case_alone()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");

        await TagAsync(iam, arn, ("Team", "a"));
        await TagAsync(iam, arn, ("team", "b"));

        Assert.Equal(["team=b"], await ListAsync(iam, arn));
    }

    [Fact]
    public async Task Tags_are_removed_whatever_the_case_of_their_keys()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        await TagAsync(iam, arn, ("Team", "a"), ("stage", "test"));

        await UntagAsync(iam, arn, "team", "nothing");

        Assert.Equal(["stage=test"], await ListAsync(iam, arn));
    }

    [Fact]
    public async Task Tags_come_in_pages()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        await TagAsync(iam, arn, ("a", "1"), ("b", "2"), ("c", "3"));

        var first = await iam.SendAsync(IamModel.ListPolicyTags, new() { PolicyArn = arn, MaxItems = 2 });
        var second = await iam.SendAsync(IamModel.ListPolicyTags, new() { PolicyArn = arn, Marker = first.Marker });

        Assert.Equal(["a=1", "b=2"], first.Tags!.Select(Text));
        Assert.True(first.IsTruncated);
        Assert.Equal(["c=3"], second.Tags!.Select(Text));
        Assert.False(second.IsTruncated);
        Assert.Null(second.Marker);
    }

    [Fact]
    public async Task A_policy_has_50_tags_at_the_most()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        await TagAsync(iam, arn, [.. Enumerable.Range(0, 50).Select(i => ($"k{i}", "v"))]);

        await TagAsync(iam, arn, ("k7", "replaced"));
        var error = await Assert.ThrowsAsync<AwsException>(() => TagAsync(iam, arn, ("k50", "v")));

        Assert.Equal("LimitExceeded", error.Code);
        Assert.Equal(409, error.StatusCode);
        Assert.Equal("The number of tags has reached the maximum limit.", error.Message);
        Assert.Equal(50, (await ListAsync(iam, arn)).Count);
    }

    [Theory]
    [InlineData("Team", "team")]
    [InlineData("aws:team", "stage")]
    [InlineData("stage", "AWS:team")]
    public async Task Keys_that_AWS_does_not_take_are_refused_and_none_is_set(string one, string other)
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");

        var error = await Assert.ThrowsAsync<AwsException>(() => TagAsync(iam, arn, (one, "a"), (other, "b")));

        Assert.Equal("InvalidInput", error.Code);
        Assert.Equal(400, error.StatusCode);
        Assert.Empty(await ListAsync(iam, arn));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_policies_of_AWS_have_no_tags(string name)
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](iam, AdministratorAccess));

        Assert.Equal("AccessDenied", error.Code);
        Assert.Equal("Policy is outside your own account.", error.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_policy_that_is_not_there_is_no_entity(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = IamDoor.PolicyArn("nothing");

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](iam, arn));

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal($"Policy {arn} was not found.", error.Message);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/stage":"test"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/stage":"production"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["stage"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", false)]
    [InlineData("""{"StringEquals":{"iam:ResourceTag/team":"a"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"b"}}""", false)]
    public async Task Who_may_tag_can_be_made_to_depend_on_the_tags(string condition, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        await TagAsync(iam, arn, ("team", "a"));
        var ann = await iam.Door.UserAsync("ann", Allow("iam:TagPolicy", arn, condition));
        var input = new TagPolicyInput { PolicyArn = arn, Tags = [new Tag { Key = "stage", Value = "test" }] };

        var error = await Record.ExceptionAsync(() => iam.Door.SendAsync(ann, IamModel.TagPolicy, input));

        Assert.Equal(isAllowed ? null : "AccessDenied", (error as AwsException)?.Code);
    }

    [Theory]
    [InlineData("stage", true)]
    [InlineData("team", false)]
    public async Task Which_tags_may_be_removed_can_be_limited(string key, bool isAllowed)
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        var condition = """{"ForAllValues:StringEquals":{"aws:TagKeys":["stage"]}}""";
        var ann = await iam.Door.UserAsync("ann", Allow("iam:UntagPolicy", arn, condition));
        var input = new UntagPolicyInput { PolicyArn = arn, TagKeys = [key] };

        var error = await Record.ExceptionAsync(() => iam.Door.SendAsync(ann, IamModel.UntagPolicy, input));

        Assert.Equal(isAllowed ? null : "AccessDenied", (error as AwsException)?.Code);
    }

    [Fact]
    public async Task A_refusal_prints_the_policy_as_IAM_does()
    {
        await using var iam = await IamDoor.OpenAsync();
        var arn = await iam.CreatePolicyAsync("send");
        var ann = await iam.Door.UserAsync("ann", IamDoor.Allow("s3:*"));

        var error = await iam.FailAsync(ann, IamModel.ListPolicyTags, new() { PolicyArn = arn });

        Assert.Contains(
            $"is not authorized to perform: iam:ListPolicyTags on resource: policy {arn} because",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private static string Allow(string action, string resource, string condition) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}",
            "Condition":{{condition}}}]}
            """;

    private static Task<TagPolicyOutput> TagAsync(IamDoor iam, string arn, params (string Key, string Value)[] tags) =>
        iam.SendAsync(
            IamModel.TagPolicy,
            new() { PolicyArn = arn, Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] }
        );

    private static Task<UntagPolicyOutput> UntagAsync(IamDoor iam, string arn, params string[] keys) =>
        iam.SendAsync(IamModel.UntagPolicy, new() { PolicyArn = arn, TagKeys = keys });

    private static async Task<IReadOnlyList<string>> ListAsync(IamDoor iam, string arn) =>
        [.. (await iam.SendAsync(IamModel.ListPolicyTags, new() { PolicyArn = arn })).Tags!.Select(Text)];

    private static string Text(Tag tag) => $"{tag.Key}={tag.Value}";
}
