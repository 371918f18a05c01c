using Lanyard.Policy;
using Lanyard.Services.Tests.Iam;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Tests.Sts;

/// <summary>Whose is this key: of any account, for those who may ask.</summary>
public sealed class GetAccessKeyInfoTests
{
    private const string Nothing =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}]}""";

    [Fact]
    public async Task A_key_and_a_session_of_any_account_are_told_their_account()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.AdministratorAsync();
        var bob = await iam.Door.UserAsync("bob", TestDoor.AllowAll, AccountId.Parse("444455556666"));
        var session = await iam.Door.SessionAsync(await iam.Door.RoleAsync("app", IamDoor.EcsTrust, TestDoor.AllowAll));

        Assert.Equal("444455556666", await AskAsync(iam, ann, bob.AccessKeyId!));
        Assert.Equal("111122223333", await AskAsync(iam, ann, session.AccessKeyId!));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_an_error()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.AdministratorAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => AskAsync(iam, ann, "AKIAIOSFODNN7EXAMPLE"));

        Assert.Equal("ValidationError", error.Code);
    }

    [Fact]
    public async Task Who_may_not_ask_is_refused_on_every_resource()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.UserAsync("ann", Nothing);

        var error = await Assert.ThrowsAsync<AwsException>(() => AskAsync(iam, ann, ann.AccessKeyId!));

        Assert.StartsWith(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: sts:GetAccessKeyInfo on resource: *",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private static async Task<string?> AskAsync(IamDoor iam, Access.Sessions.Caller caller, string key) =>
        (
            await iam.Door.SendAsync(caller, StsModel.GetAccessKeyInfo, new GetAccessKeyInfoInput { AccessKeyId = key })
        ).Account;
}
