using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Tests.Iam;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Tests.Sts;

/// <summary>Sessions that are less than their role.</summary>
public sealed class SessionPolicyTests
{
    private const string Tagging =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:TagSession"]}]}""";

    [Fact]
    public async Task A_session_may_do_what_role_and_session_policy_both_allow()
    {
        await using var iam = await OpenAsync();

        var session = await SessionAsync(iam, Input() with { Policy = IamDoor.Allow("iam:GetRole") });

        Assert.Null(await RefusalAsync(() => GetRoleAsync(iam, session)));
        Assert.EndsWith(
            "because no session policy allows the iam:ListRoles action",
            await RefusalAsync(() => iam.Door.SendAsync(session, IamModel.ListRoles, new ListRolesInput())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rule_110_a_managed_policy_limits_like_an_inline_one()
    {
        await using var iam = await OpenAsync();
        var arn = await iam.CreatePolicyAsync("look", IamDoor.Allow("iam:ListRoles"));
        var input = Input() with { PolicyArns = [new PolicyDescriptorType { Arn = arn }] };

        var session = await SessionAsync(iam, input);

        Assert.EndsWith(
            "because no session policy allows the iam:GetRole action",
            await RefusalAsync(() => GetRoleAsync(iam, session)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rule_110_several_session_policies_add_up()
    {
        await using var iam = await OpenAsync();
        var arn = await iam.CreatePolicyAsync("look", IamDoor.Allow("iam:ListRoles"));
        var input = Input() with
        {
            Policy = IamDoor.Allow("iam:GetRole"),
            PolicyArns = [new PolicyDescriptorType { Arn = arn }],
        };

        var session = await SessionAsync(iam, input);

        Assert.Null(await RefusalAsync(() => GetRoleAsync(iam, session)));
        Assert.Null(await RefusalAsync(() => iam.Door.SendAsync(session, IamModel.ListRoles, new ListRolesInput())));
    }

    [Fact]
    public async Task Rule_110_how_much_room_they_take_is_told_in_percent()
    {
        await using var iam = await OpenAsync();
        var policy = IamDoor.Allow("iam:GetRole");

        var output = await iam.SendAsync(StsModel.AssumeRole, Input() with { Policy = policy });

        Assert.Equal((int)Math.Ceiling(policy.Length * 100.0 / 2048), output.PackedPolicySize);
    }

    [Fact]
    public async Task Rule_110_more_than_2048_characters_are_refused()
    {
        await using var iam = await OpenAsync();
        var frame = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::");
        var policy = IamDoor.Allow("s3:GetObject", "arn:aws:s3:::" + new string('b', 2049 - frame.Length));

        var error = await iam.FailAsync(StsModel.AssumeRole, Input() with { Policy = policy });

        Assert.Equal("PackedPolicyTooLarge", error.Code);
        Assert.Equal("Packed policy consumes 101% of allotted space, please use smaller policy.", error.Message);
    }

    [Theory]
    [InlineData(null, 1, 100, 23)] // a tag takes its name, its value and three of 461 characters
    [InlineData(null, 9, 250, 498)] // as AWS told for these
    [InlineData("iam:GetRole", 4, 100, 96)]
    [InlineData("iam:GetRole", 5, 100, 119)]
    public async Task Rule_110_tags_share_the_room_of_the_policies(string? action, int count, int length, int percent)
    {
        await using var iam = await OpenAsync();
        var policy = action is null ? null : IamDoor.Allow(action);
        var input = Input() with { Policy = policy, Tags = Tags(count, length) };

        var (size, error) = await PackedSizeAsync(iam, iam.Admin, input);

        Assert.Equal(percent <= 100 ? percent : null, size);
        Assert.Equal(
            percent <= 100 ? null
                : policy is null ? $"Packed size of session tags consumes {percent}% of allotted space."
                : $"Packed policy consumes {percent}% of allotted space, please use smaller policy.",
            error
        );
    }

    [Fact]
    public async Task Rule_110_tags_that_are_handed_on_take_room_again()
    {
        await using var iam = await OpenAsync();
        await iam.PutAsync("app", "chain", IamDoor.Allow("sts:*"));
        var tags = Tags(1, 100);
        var session = await SessionAsync(iam, Input() with { Tags = tags, TransitiveTagKeys = [tags[0].Key!] });

        var chained = await PackedSizeAsync(iam, session, Input());

        Assert.Equal((23, null), chained);
    }

    [Fact]
    public async Task A_malformed_policy_is_refused_in_IAMs_words()
    {
        await using var iam = await OpenAsync();

        var error = await iam.FailAsync(StsModel.AssumeRole, Input() with { Policy = "{}" });

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal("Syntax errors in policy.", error.Message);
    }

    [Fact]
    public async Task Rule_110_more_than_ten_managed_policies_are_refused()
    {
        await using var iam = await OpenAsync();
        var policy = new PolicyDescriptorType { Arn = "arn:aws:iam::aws:policy/AdministratorAccess" };
        var input = Input() with { PolicyArns = [.. Enumerable.Repeat(policy, 11)] };

        var error = await iam.FailAsync(StsModel.AssumeRole, input);

        Assert.Equal("ValidationError", error.Code);
        Assert.EndsWith("Member must have length less than or equal to 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rule_110_a_policy_of_another_account_is_not_there()
    {
        await using var iam = await OpenAsync();
        var stranger = await iam.Door.AdministratorAsync(AccountId.Parse("999988887777"));
        var theirs = new CreatePolicyInput { PolicyName = "look", PolicyDocument = IamDoor.Allow("iam:ListRoles") };
        var arn = (await iam.Door.SendAsync(stranger, IamModel.CreatePolicy, theirs)).Policy!.Arn!;
        var input = Input() with { PolicyArns = [new PolicyDescriptorType { Arn = arn }] };

        var error = await iam.FailAsync(StsModel.AssumeRole, input);

        Assert.Equal("MalformedPolicyDocument", error.Code);
        Assert.Equal($"Policy {arn} does not exist or is not attachable.", error.Message);
    }

    private static async Task<IamDoor> OpenAsync()
    {
        var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", Tagging);
        await iam.PutAsync("app", "all", IamDoor.Allow("iam:*"));
        return iam;
    }

    private static AssumeRoleInput Input() => new() { RoleArn = IamDoor.RoleArn("app"), RoleSessionName = "run" };

    private static async Task<Caller> SessionAsync(IamDoor iam, AssumeRoleInput input)
    {
        var output = await iam.SendAsync(StsModel.AssumeRole, input);
        return iam.Door.Host.Credentials.Find(output.Credentials!.AccessKeyId!)!.Caller;
    }

    private static Task<GetRoleOutput> GetRoleAsync(IamDoor iam, Caller caller) =>
        iam.Door.SendAsync(caller, IamModel.GetRole, new GetRoleInput { RoleName = "app" });

    // T1, T2, …, each with a value of so many characters.
    private static Wire.Models.Sts.Tag[] Tags(int count, int length) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(number => new Wire.Models.Sts.Tag { Key = $"T{number}", Value = new('a', length) }),
        ];

    private static async Task<(int? Size, string? Error)> PackedSizeAsync(
        IamDoor iam,
        Caller caller,
        AssumeRoleInput input
    )
    {
        try
        {
            return ((await iam.Door.SendAsync(caller, StsModel.AssumeRole, input)).PackedPolicySize, null);
        }
        catch (AwsException error) when (error.Code == "PackedPolicyTooLarge")
        {
            return (null, error.Message);
        }
    }

    private static async Task<string?> RefusalAsync(Func<Task> send)
    {
        try
        {
            await send();
            return null;
        }
        catch (AwsException error)
        {
            return error.Message;
        }
    }
}
