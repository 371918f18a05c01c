using Lanyard.Access.Sessions;
using Lanyard.Services.Ecr;
using Lanyard.Services.Iam;
using Lanyard.Services.Logs;
using Lanyard.Services.S3;
using Lanyard.Services.SecretsManager;
using Lanyard.Services.Ssm;
using Lanyard.Testing.Doors;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests;

/// <summary>Two servers over one store: what one writes the other answers.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private TestDoor _one = null!;
    private TestDoor _other = null!;
    private Caller _admin = null!;
    private Caller _there = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _one = await TestDoor.OpenAsync(ServicesAsync);
        _admin = await _one.AdministratorAsync();
        _other = await TestDoor.OpenAsync(ServicesAsync, _one);
        _there = _other.Host.Credentials.Find(_admin.AccessKeyId!)!.Caller;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Resources_of_every_service_that_one_makes_the_other_answers()
    {
        await _one.SendAsync(_admin, IamModel.CreateUser, new CreateUserInput { UserName = "ann" });
        await _one.SendAsync(_admin, S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        await _one.SendAsync(_admin, LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "group" });
        await _one.SendAsync(_admin, EcrModel.CreateRepository, new CreateRepositoryInput { RepositoryName = "app" });
        await _one.SendAsync(
            _admin,
            SecretsManagerModel.CreateSecret,
            new CreateSecretInput { Name = "db", SecretString = new Secret("one") }
        );
        await _one.SendAsync(
            _admin,
            SsmModel.PutParameter,
            new PutParameterInput
            {
                Name = "/app/a",
                Type = "String",
                Value = new Secret("two"),
            }
        );
        await _other.CaughtUpAsync();

        var user = await _other.SendAsync(_there, IamModel.GetUser, new GetUserInput { UserName = "ann" });
        var secret = await _other.SendAsync(
            _there,
            SecretsManagerModel.GetSecretValue,
            new GetSecretValueInput { SecretId = "db" }
        );
        var parameter = await _other.SendAsync(
            _there,
            SsmModel.GetParameter,
            new GetParameterInput { Name = "/app/a" }
        );
        var groups = await _other.SendAsync(_there, LogsModel.DescribeLogGroups, new DescribeLogGroupsInput());
        var repositories = await _other.SendAsync(
            _there,
            EcrModel.DescribeRepositories,
            new DescribeRepositoriesInput()
        );
        await _other.SendAsync(_there, S3Model.HeadBucket, new HeadBucketInput { Bucket = "bucket" });

        Assert.Equal(
            ("ann", "one", "two", "group", "app"),
            (
                user.User!.UserName,
                secret.SecretString!.Reveal(),
                parameter.Parameter!.Value!.Reveal(),
                Assert.Single(groups.LogGroups!).LogGroupName,
                Assert.Single(repositories.Repositories!).RepositoryName
            )
        );
    }

    [Fact]
    public async Task What_is_deleted_on_one_is_gone_on_the_other()
    {
        await _one.SendAsync(_admin, IamModel.CreateUser, new CreateUserInput { UserName = "ann" });
        await _other.CaughtUpAsync();
        await _other.SendAsync(_there, IamModel.DeleteUser, new DeleteUserInput { UserName = "ann" });

        await _one.CaughtUpAsync();

        var gone = await Assert.ThrowsAsync<AwsException>(() =>
            _one.SendAsync(_admin, IamModel.GetUser, new GetUserInput { UserName = "ann" })
        );
        Assert.Equal("NoSuchEntity", gone.Code);
    }

    [Fact]
    public async Task A_policy_that_is_put_on_one_counts_on_the_other()
    {
        var ann = await _one.UserAsync("ann", TestDoor.AllowAll);
        await _other.CaughtUpAsync();
        var annThere = _other.Host.Credentials.Find(ann.AccessKeyId!)!.Caller;
        await _other.SendAsync(annThere, S3Model.ListBuckets, new ListBucketsInput());

        await _one.SendAsync(
            _admin,
            IamModel.DeleteUserPolicy,
            new DeleteUserPolicyInput { UserName = "ann", PolicyName = "inline" }
        );
        await _other.CaughtUpAsync();

        var refused = await Assert.ThrowsAsync<AwsException>(() =>
            _other.SendAsync(annThere, S3Model.ListBuckets, new ListBucketsInput())
        );
        Assert.Equal("AccessDenied", refused.Code);
    }

    [Fact]
    public async Task A_name_is_taken_once_whatever_its_case_and_whichever_server_is_asked()
    {
        for (var i = 0; i < 50; i++)
        {
            var here = TriesAsync(() =>
                _one.SendAsync(_admin, IamModel.CreateUser, new CreateUserInput { UserName = $"ann{i}" })
            );
            var there = TriesAsync(() =>
                _other.SendAsync(_there, IamModel.CreateUser, new CreateUserInput { UserName = $"ANN{i}" })
            );

            Assert.NotEqual(await here, await there);
        }
    }

    [Fact]
    public async Task A_bucket_that_gets_an_object_on_one_is_not_deleted_on_the_other()
    {
        for (var i = 0; i < 50; i++)
        {
            var bucket = $"bucket{i}";
            await _one.SendAsync(_admin, S3Model.CreateBucket, new CreateBucketInput { Bucket = bucket });
            await _other.CaughtUpAsync();

            var put = TriesAsync(() =>
                _one.SendAsync(
                    _admin,
                    S3Model.PutObject,
                    new PutObjectInput
                    {
                        Bucket = bucket,
                        Key = "k",
                        Body = new MemoryStream("x"u8.ToArray()),
                    }
                )
            );
            var delete = TriesAsync(() =>
                _other.SendAsync(_there, S3Model.DeleteBucket, new DeleteBucketInput { Bucket = bucket })
            );

            Assert.NotEqual(await put, await delete);
        }
    }

    private static async Task<IReadOnlyList<IService>> ServicesAsync(ServiceHost host) =>
        [
            new IamService(host),
            await S3Service.OpenAsync(host, default),
            await LogsService.OpenAsync(host, default),
            await EcrService.OpenAsync(host, default),
            await SecretsManagerService.OpenAsync(host, default),
            await SsmService.OpenAsync(host, default),
        ];

    private static Task<bool> TriesAsync(Func<Task> call) =>
        Task.Run(
            async () =>
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
            },
            TestContext.Current.CancellationToken
        );
}
