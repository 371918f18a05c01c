using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Services.Iam;
using Lanyard.Services.Sts;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests.Iam;

/// <summary>A front door to IAM and STS, with an administrator.</summary>
internal sealed class IamDoor : IAsyncDisposable
{
    public const string Account = "111122223333";

    public const string EcsTrust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private IamDoor(TestDoor door, Caller admin)
    {
        Door = door;
        Admin = admin;
    }

    public TestDoor Door { get; }

    public Caller Admin { get; }

    public static async Task<IamDoor> OpenAsync(AccessOptions? options = null)
    {
        var door = await TestDoor.OpenAsync(Operations, options);
        return new IamDoor(door, await door.AdministratorAsync());
    }

    /// <summary>Another server over the same store, with the same administrator.</summary>
    public async Task<IamDoor> OpenBesideAsync() => new(await TestDoor.OpenAsync(Operations, beside: Door), Admin);

    /// <summary>A policy of one statement.</summary>
    public static string Allow(string action, string resource = "*") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    /// <summary>A trust policy for one principal.</summary>
    public static string Trust(string principal) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{principal}}"},"Action":"sts:AssumeRole"}]}""";

    public static string RoleArn(string name) => $"arn:aws:iam::{Account}:role/{name}";

    public static string PolicyArn(string name) => $"arn:aws:iam::{Account}:policy/{name}";

    /// <summary>Makes a call as the administrator.</summary>
    public Task<TOutput> SendAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class => Door.SendAsync(Admin, operation, input);

    /// <summary>Makes a call as the administrator that must fail.</summary>
    public Task<AwsException> FailAsync<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class => Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, input));

    /// <summary>Makes a call as somebody that must fail.</summary>
    public Task<AwsException> FailAsync<TInput, TOutput>(
        Caller caller,
        OperationModel<TInput, TOutput> operation,
        TInput input
    )
        where TInput : class
        where TOutput : class => Assert.ThrowsAsync<AwsException>(() => Door.SendAsync(caller, operation, input));

    public async Task<Role> CreateRoleAsync(string name, string? trust = null, string? path = null)
    {
        var input = new CreateRoleInput
        {
            RoleName = name,
            Path = path,
            AssumeRolePolicyDocument = trust ?? EcsTrust,
        };
        return (await SendAsync(IamModel.CreateRole, input)).Role!;
    }

    public Task<CreateUserOutput> CreateUserAsync(string name) =>
        SendAsync(IamModel.CreateUser, new CreateUserInput { UserName = name });

    public async Task<string> CreatePolicyAsync(string name, string? document = null, string? path = null)
    {
        var input = new CreatePolicyInput
        {
            PolicyName = name,
            Path = path,
            PolicyDocument = document ?? Allow("s3:GetObject"),
        };
        return (await SendAsync(IamModel.CreatePolicy, input)).Policy!.Arn!;
    }

    public Task<AttachRolePolicyOutput> AttachAsync(string role, string policyArn) =>
        SendAsync(IamModel.AttachRolePolicy, new AttachRolePolicyInput { RoleName = role, PolicyArn = policyArn });

    public Task<PutRolePolicyOutput> PutAsync(string role, string name, string document) =>
        SendAsync(
            IamModel.PutRolePolicy,
            new PutRolePolicyInput
            {
                RoleName = role,
                PolicyName = name,
                PolicyDocument = document,
            }
        );

    public ValueTask DisposeAsync() => Door.DisposeAsync();

    private static Task<IEnumerable<IOperation>> Operations(ServiceHost host) =>
        Task.FromResult<IEnumerable<IOperation>>([
            .. new IamService(host).Operations,
            .. new StsService(host).Operations,
        ]);
}
