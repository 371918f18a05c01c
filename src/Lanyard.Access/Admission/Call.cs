using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
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

    private object? _judged;

    /// <summary>The account in which names are looked up: the caller's own.</summary>
    public AccountId Account => Caller.Account;

    /// <summary>The payload of a streaming operation (<c>s3:PutObject</c>); otherwise null.</summary>
    public Stream? Payload { get; init; }

    /// <summary>
    /// The operation's own note of what it said the call needs leave for, so that it acts on that very thing even when
    /// another has taken its name meanwhile; null until it writes one.
    /// </summary>
    public object? Subject { get; set; }

    /// <summary>What was asked while the operation ran.</summary>
    internal Inquiry Inquiry { get; init; } = new(isObserving: false);

    /// <summary>
    /// Asks the policies about a further requirement while the operation runs, where the answer only shapes the result
    /// (a missing key is shown to those who may list the bucket). The question is recorded with the call.
    /// </summary>
    public Decision Ask(Requirement requirement) => Inquiry.Ask(this, requirement);

    /// <summary>
    /// Decides a part of the call while the operation runs (one key of many to be deleted): a part that is not permitted
    /// must be left out. It is recorded with the call, as a refusal when it is one.
    /// </summary>
    public bool Permits(Requirement requirement) => Inquiry.Permits(this, requirement);

    /// <summary>The key of a record in the call's account and region; with an empty name, what such keys begin with.</summary>
    public RecordKey KeyOf(string name) => KeyOf(Account, name);

    /// <summary>The key of a record in the call's region.</summary>
    public RecordKey KeyOf(AccountId account, string name) => new(account, Region, name);

    /// <summary>
    /// Keeps the record that the call's requirements were made of, so that the call is done on the same one, whatever has
    /// taken its name by then.
    /// </summary>
    /// <returns>What was given.</returns>
    public T? Keep<T>(T? judged)
        where T : class
    {
        _judged = judged;
        return judged;
    }

    /// <summary>The record that was kept, as it was then; null when the call was judged on none.</summary>
    public T? Kept<T>()
        where T : class => _judged as T;

    /// <summary>An ARN in the call's region and account.</summary>
    public Arn ArnOf(string service, string resource) => Arn.Of(service, Region, Account.ToString(), resource);
}
