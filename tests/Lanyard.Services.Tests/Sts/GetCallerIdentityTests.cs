using Lanyard.Services.Tests.Iam;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Tests.Sts;

/// <summary>Who am I: answered to everybody who proves to be somebody.</summary>
public sealed class GetCallerIdentityTests
{
    private const string DenyAll =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";

    [Fact]
    public async Task A_user_is_told_who_it_is_whatever_its_policies_deny()
    {
        await using var iam = await IamDoor.OpenAsync();
        var ann = await iam.Door.UserAsync("ann", DenyAll);

        var identity = await iam.Door.SendAsync(ann, StsModel.GetCallerIdentity, new GetCallerIdentityInput());

        Assert.Equal("arn:aws:iam::111122223333:user/ann", identity.Arn);
        Assert.Equal("111122223333", identity.Account);
        Assert.Matches("^AIDA[A-Z2-7]{17}$", identity.UserId);
    }

    [Fact]
    public async Task A_session_is_told_its_role_without_the_path()
    {
        await using var iam = await IamDoor.OpenAsync();
        var role = await iam.Door.RoleAsync("app", IamDoor.EcsTrust, DenyAll);
        var session = await iam.Door.SessionAsync(role);

        var identity = await iam.Door.SendAsync(session, StsModel.GetCallerIdentity, new GetCallerIdentityInput());

        Assert.Equal("arn:aws:sts::111122223333:assumed-role/app/session", identity.Arn);
        Assert.Equal($"{role.Id}:session", identity.UserId);
    }
}
