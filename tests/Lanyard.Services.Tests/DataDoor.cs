using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Logs;
using Lanyard.Services.SecretsManager;
using Lanyard.Services.Ssm;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests;

/// <summary>A front door to logs, secrets and parameters, with an administrator here and one of another account.</summary>
internal sealed class DataDoor : IAsyncDisposable
{
    public const string Account = "111122223333";

    public const string OtherAccount = "444455556666";

    private DataDoor(TestDoor door, Caller admin, Caller stranger)
    {
        Door = door;
        Admin = admin;
        Stranger = stranger;
    }

    public TestDoor Door { get; }

    public Caller Admin { get; }

    /// <summary>May do everything in another account.</summary>
    public Caller Stranger { get; }

    public long Now => Door.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<DataDoor> OpenAsync()
    {
        var door = await TestDoor.OpenAsync(ServicesAsync);
        var admin = await door.AdministratorAsync();
        return new DataDoor(door, admin, await door.AdministratorAsync(AccountId.Parse(OtherAccount)));
    }

    /// <summary>Makes a call as the administrator.</summary>
    public Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class => Door.SendAsync(caller ?? Admin, operation, input, region);

    /// <summary>Makes a call as the administrator, or as somebody else, that must fail.</summary>
    public Task<AwsException> FailAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class => Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, input, caller, region));

    /// <summary>A user <c>ann</c> with one statement that allows.</summary>
    public Task<Caller> AnnAsync(string action, string resource = "*", string? condition = null) =>
        Door.UserAsync(
            "ann",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"{{(
                condition is null ? "" : $",\"Condition\":{condition}"
            )}}}]}"""
        );

    /// <summary>The sentence with which ann is refused for want of an identity policy.</summary>
    public static string Refusal(string action, string? resource) =>
        $"User: arn:aws:iam::{Account}:user/ann is not authorized to perform: {action}"
        + (resource is null ? "" : $" on resource: {resource}")
        + $" because no identity-based policy allows the {action} action";

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Door.DisposeAsync();

    private static async Task<IReadOnlyList<IService>> ServicesAsync(ServiceHost host)
    {
        var secrets = await SecretsManagerService.OpenAsync(host, default);
        return
        [
            await LogsService.OpenAsync(host, default),
            secrets,
            await SsmService.OpenAsync(host, secrets, default),
        ];
    }
}
