using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests;

/// <summary>A front door to the services under test, with an administrator here and one of another account.</summary>
internal abstract class ServiceDoor(TestDoor door, Caller admin, Caller stranger) : IAsyncDisposable
{
    public const string Account = "111122223333";

    public const string OtherAccount = "444455556666";

    public TestDoor Door { get; } = door;

    public Caller Admin { get; } = admin;

    /// <summary>May do everything in another account.</summary>
    public Caller Stranger { get; } = stranger;

    /// <summary>The sentence with which ann is refused for want of an identity policy.</summary>
    public static string Refusal(string action, string? resource) =>
        $"User: arn:aws:iam::{Account}:user/ann is not authorized to perform: {action}"
        + (resource is null ? "" : $" on resource: {resource}")
        + $" because no identity-based policy allows the {action} action";

    /// <summary>Makes a call as the administrator, or as somebody else.</summary>
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

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Door.DisposeAsync();

    protected static Task<Caller> StrangerAsync(TestDoor door) =>
        door.AdministratorAsync(AccountId.Parse(OtherAccount));
}
