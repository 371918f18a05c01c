using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Admission;

/// <summary>
/// A call whose requirements were granted; the front door alone can make one. Only here are the payload and the further
/// questions that an operation may ask while it runs.
/// </summary>
public sealed class AdmittedCall
{
    private readonly Inquiry _inquiry;

    internal AdmittedCall(Call call, Inquiry inquiry, Stream? payload)
    {
        Call = call;
        Payload = payload;
        _inquiry = inquiry;
    }

    /// <summary>The call as it was judged.</summary>
    public Call Call { get; }

    /// <inheritdoc cref="Call.RequestId" />
    public string RequestId => Call.RequestId;

    /// <inheritdoc cref="Call.Caller" />
    public Caller Caller => Call.Caller;

    /// <inheritdoc cref="Call.Account" />
    public AccountId Account => Call.Account;

    /// <inheritdoc cref="Call.Region" />
    public string Region => Call.Region;

    /// <inheritdoc cref="Call.Time" />
    public DateTimeOffset Time => Call.Time;

    /// <summary>The payload of a streaming operation (<c>s3:PutObject</c>), verified while it is read; otherwise null.</summary>
    public Stream? Payload { get; }

    /// <summary>The call as it was judged, for what looks at it as everybody may.</summary>
    public static implicit operator Call(AdmittedCall admitted) => admitted.Call;

    /// <summary>
    /// Asks the policies about a further requirement while the operation runs, where the answer only shapes the result
    /// (a missing key is shown to those who may list the bucket). The question is recorded with the call.
    /// </summary>
    public Decision Ask(Requirement requirement) => _inquiry.Ask(Call, requirement);

    /// <summary>
    /// Decides a part of the call while the operation runs (one key of many to be deleted): a part that is not permitted
    /// must be left out. It is recorded with the call, as a refusal when it is one.
    /// </summary>
    public bool Permits(Requirement requirement) => _inquiry.Permits(Call, requirement);
}
