using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Admission;

/// <summary>One AWS API call at the front door: who calls what, where and when.</summary>
public sealed class Call
{
    /// <summary>The request id that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who calls.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The service and the action's name on the wire.</summary>
    public required OperationModel Operation { get; init; }

    /// <summary>The region of the call: of the credential scope, or of the task for calls of the engine.</summary>
    public required string Region { get; init; }

    /// <summary>When the call arrived, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The signature that proved the caller; null for unsigned calls and for those made inside Lanyard.</summary>
    public PresentedSignature? Signature { get; init; }

    /// <summary>Where it came from.</summary>
    public required CallOrigin Origin { get; init; }

    /// <summary>The account in which names are looked up: the caller's own.</summary>
    public AccountId Account => Caller.Account;

    /// <summary>The key of a record in the call's account and region; with an empty name, what such keys begin with.</summary>
    public RecordKey KeyOf(string name) => KeyOf(Account, name);

    /// <summary>The key of a record in the call's region.</summary>
    public RecordKey KeyOf(AccountId account, string name) => new(account, Region, name);

    /// <summary>An ARN in the call's region and account.</summary>
    public Arn ArnOf(string service, string resource) => Arn.Of(service, Region, Account.ToString(), resource);
}
