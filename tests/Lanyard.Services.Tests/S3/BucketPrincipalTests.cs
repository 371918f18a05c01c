using Lanyard.Access.Sessions;
using Lanyard.Services.Iam;
using Lanyard.Services.S3;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>What becomes of the users and roles that bucket policies name.</summary>
public sealed class BucketPrincipalTests : IAsyncLifetime
{
    private const string Ann = "arn:aws:iam::111122223333:user/ann";

    private TestDoor _door = null!;
    private Caller _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _door = await TestDoor.OpenAsync(async host =>
            (IReadOnlyList<IService>)[new IamService(host), await S3Service.OpenAsync(host, default)]
        );
        _owner = await _door.AdministratorAsync();
        await _door.SendAsync(_owner, S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/ann")]
    [InlineData("arn:aws:iam::111122223333:user\\/ann")]
    public async Task Who_takes_the_name_of_a_deleted_user_has_not_its_grants(string principal)
    {
        var first = await UserAsync();
        await PutPolicyAsync($"\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":[\"{principal}\",\"111122223333\"]}}");
        await ListAsync(first);

        await DeleteUserAsync(first);
        var second = await UserAsync();
        var error = await Assert.ThrowsAsync<AwsException>(() => ListAsync(second));

        Assert.Equal("AccessDenied", error.Code);
        Assert.Contains(
            $"\"AWS\":[\"{first.Principal.UserId}\",\"111122223333\"]",
            await PolicyAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_takes_the_name_of_a_deleted_user_is_not_spared_in_its_place()
    {
        var first = await UserAsync();
        await PutPolicyAsync(
            "\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"arn:aws:iam::111122223333:user/administrator\",\""
                + $"{Ann}\"]}}"
        );

        await DeleteUserAsync(first);

        Assert.Contains(first.Principal.UserId, await PolicyAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Ann, await PolicyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_a_deleted_role_is_named_by_the_roles_id()
    {
        var input = new CreateRoleInput { RoleName = "app", AssumeRolePolicyDocument = Iam.IamDoor.EcsTrust };
        var role = (await _door.SendAsync(_owner, IamModel.CreateRole, input)).Role!;
        await PutPolicyAsync(
            "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:sts::111122223333:assumed-role/app/run\"}"
        );

        await _door.SendAsync(_owner, IamModel.DeleteRole, new DeleteRoleInput { RoleName = "app" });

        Assert.Contains($"\"AWS\":\"{role.RoleId}:run\"", await PolicyAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_names_somebody_else_stays_as_it_was_written()
    {
        var first = await UserAsync();
        await PutPolicyAsync("\"Effect\":\"Allow\",\"Principal\":{\"AWS\": \"111122223333\"}");
        var before = await PolicyAsync();

        await DeleteUserAsync(first);

        Assert.Equal(before, await PolicyAsync());
    }

    private async Task<Caller> UserAsync()
    {
        await _door.SendAsync(_owner, IamModel.CreateUser, new CreateUserInput { UserName = "ann" });
        var input = new CreateAccessKeyInput { UserName = "ann" };
        var key = (await _door.SendAsync(_owner, IamModel.CreateAccessKey, input)).AccessKey!;
        return _door.Host.Credentials.Find(key.AccessKeyId!)!.Caller;
    }

    private async Task DeleteUserAsync(Caller user)
    {
        var key = new DeleteAccessKeyInput { UserName = "ann", AccessKeyId = user.AccessKeyId };
        await _door.SendAsync(_owner, IamModel.DeleteAccessKey, key);
        await _door.SendAsync(_owner, IamModel.DeleteUser, new DeleteUserInput { UserName = "ann" });
    }

    private Task<PutBucketPolicyOutput> PutPolicyAsync(string statement) =>
        _door.SendAsync(
            _owner,
            S3Model.PutBucketPolicy,
            new PutBucketPolicyInput
            {
                Bucket = "bucket",
                Policy =
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{"
                    + statement
                    + ",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::bucket\"}]}",
            }
        );

    private async Task<string> PolicyAsync() =>
        (
            await _door.SendAsync(_owner, S3Model.GetBucketPolicy, new GetBucketPolicyInput { Bucket = "bucket" })
        ).Policy!;

    private Task<ListObjectsV2Output> ListAsync(Caller caller) =>
        _door.SendAsync(caller, S3Model.ListObjectsV2, new ListObjectsV2Input { Bucket = "bucket" });
}
