using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Tests.Iam;

/// <summary>A managed policy that is deleted and made again while a call is on its way is another, whose tags nobody looked at.</summary>
public sealed class RemadePolicyTests
{
    private static readonly string Arn = IamDoor.PolicyArn("send");

    private static readonly Dictionary<string, Func<IamDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["GetPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.GetPolicy, new() { PolicyArn = Arn }, meanwhile),
        ["GetPolicyVersion"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.GetPolicyVersion,
                new() { PolicyArn = Arn, VersionId = "v1" },
                meanwhile
            ),
        ["ListPolicyVersions"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListPolicyVersions, new() { PolicyArn = Arn }, meanwhile),
        ["ListPolicyTags"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.ListPolicyTags, new() { PolicyArn = Arn }, meanwhile),
        ["TagPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.TagPolicy,
                new() { PolicyArn = Arn, Tags = [new Tag { Key = "team", Value = "b" }] },
                meanwhile
            ),
        ["UntagPolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(
                iam.Admin,
                IamModel.UntagPolicy,
                new() { PolicyArn = Arn, TagKeys = ["team"] },
                meanwhile
            ),
        ["DeletePolicy"] = (iam, meanwhile) =>
            iam.Door.SendAsync(iam.Admin, IamModel.DeletePolicy, new() { PolicyArn = Arn }, meanwhile),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_neither_shows_nor_changes_its_namesake(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);
        var policies = iam.Door.Host.Identities.Policies;
        object? namesake = null;

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            Calls[name]
                (
                    iam,
                    async () =>
                    {
                        await iam.SendAsync(IamModel.DeletePolicy, new DeletePolicyInput { PolicyArn = Arn });
                        await MakeAsync(iam);
                        namesake = policies.Find(Arn);
                    }
                )
        );

        Assert.Equal("NoSuchEntity", error.Code);
        Assert.Equal(404, error.StatusCode);
        Assert.Equal($"Policy {Arn} was not found.", error.Message);
        Assert.Same(namesake, policies.Find(Arn));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_none_is_not_done_on_what_came_since(string name)
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](iam, () => MakeAsync(iam)));

        Assert.Equal("NoSuchEntity", error.Code);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_is_done_on_what_was_changed_and_is_the_same(string name)
    {
        await using var iam = await IamDoor.OpenAsync();
        await MakeAsync(iam);
        var change = new TagPolicyInput { PolicyArn = Arn, Tags = [new Tag { Key = "stage", Value = "test" }] };

        var error = await Record.ExceptionAsync(() =>
            Calls[name](iam, () => iam.SendAsync(IamModel.TagPolicy, change))
        );

        Assert.Null(error);
    }

    private static Task<CreatePolicyOutput> MakeAsync(IamDoor iam) =>
        iam.SendAsync(
            IamModel.CreatePolicy,
            new CreatePolicyInput
            {
                PolicyName = "send",
                PolicyDocument = IamDoor.Allow("sqs:SendMessage"),
                Tags = [new Tag { Key = "team", Value = "a" }],
            }
        );
}
