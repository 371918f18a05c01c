using Lanyard.Access.Decisions;
using Lanyard.Access.Resolution;
using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>The one place where a call becomes a decision and then an answer.</summary>
/// <remarks>
/// <code>
/// (1) identify      the service and the operation
/// (2) authenticate  the signature, hence the caller
/// (3) consider      what the input is about, found once, and what that needs
/// (4) decide        every requirement, by the policies of every layer
/// (5) record        the decision with its why
/// (6) answer        the operation's output, or the refusal
/// </code>
/// Calls from outside come in at (1), calls of the task engine, whose caller is known, at (3).
/// </remarks>
public sealed class FrontDoor(
    IOperationSource operations,
    Authenticator authenticator,
    DecisionLog decisions,
    IdSource ids,
    TimeProvider time,
    AccessOptions options
)
{
    private readonly ServiceDirectory _services = new(operations.Services);
    private readonly BodyBudget _bodies = new();

    /// <summary>
    /// Awaited between the decision on a call and its work; null as a rule. Tests let happen there what may happen meanwhile.
    /// </summary>
    public Func<Call, ValueTask>? OnAdmitted { get; set; }

    /// <summary>Answers a request from the wire; errors become the service's own error shape.</summary>
    /// <exception cref="OperationCanceledException">The peer is gone.</exception>
    public async ValueTask<WireResponse> AnswerAsync(
        WireRequest request,
        CallOrigin origin,
        CancellationToken cancellationToken
    )
    {
        var requestId = ids.NewUuid();
        var claim = Claim.Of(request);
        CalledOperation? called = null;
        using var hold = new BodyHold(_bodies, origin);
        try
        {
            // What nobody answers is judged by what it looks like, as it will be answered.
            var service =
                _services.Find(request, claim.SigningName) ?? _services.Identify(request, claim.SigningName).Service;
            await authenticator.HoldBodyAsync(request, service, claim, hold, cancellationToken);
            called = _services.Identify(request, claim.SigningName); // (1)
            var operation = operations.Find(called);
            var streams = operation?.Model.StreamsInput ?? true;
            var proof = await authenticator.ProveAsync(
                request,
                called.Service,
                streams,
                claim,
                hold,
                cancellationToken
            ); // (2)
            var call = NewCall(operation?.Model ?? called.Model, proof, origin, requestId);
            if (operation is null)
            {
                throw await RefuseAsync(call, called);
            }

            var output = await RunAsync(
                operation,
                operation.ReadInput(request),
                call,
                proof.Payload,
                cancellationToken
            );
            return operation.WriteOutput(output, requestId);
        }
        catch (AwsException error)
        {
            called ??= _services.Identify(request, claim.SigningName);
            return Answer(request, called.Service, error, requestId);
        }
    }

    /// <inheritdoc cref="SendAsync{TInput, TOutput}(OperationModel{TInput, TOutput}, TInput, Caller, string, CallOrigin, Stream?, CancellationToken)" />
    public ValueTask<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> model,
        TInput input,
        Caller caller,
        string region,
        CallOrigin origin,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class => SendAsync(model, input, caller, region, origin, payload: null, cancellationToken);

    /// <summary>Makes a call in the name of a caller who is already known: a role session of the task engine, a service.</summary>
    /// <param name="region">As a task definition or a host name may say it, so it is looked at as a signature's is.</param>
    /// <param name="payload">What the operation reads once it is admitted, where it takes a stream; otherwise null.</param>
    /// <exception cref="AwsException">The call was refused, or the service answered an error.</exception>
    public async ValueTask<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> model,
        TInput input,
        Caller caller,
        string region,
        CallOrigin origin,
        Stream? payload,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class
    {
        var call = NewCall(model, new Proof(caller, region, payload), origin, ids.NewUuid());
        var called = new CalledOperation(model);
        try
        {
            ThrowIfNowhere(call);
            var operation = operations.Find(called) ?? throw await RefuseAsync(call, called);
            return (TOutput)await RunAsync(operation, input, call, payload, cancellationToken);
        }
        catch (AwsException error)
        {
            error.RequestId ??= call.RequestId;
            throw;
        }
    }

    /// <summary>The answer when something went wrong inside, in the words and the shape of the service that was called.</summary>
    /// <param name="requestId">The id under which it is in the log.</param>
    public WireResponse Fail(WireRequest request, string requestId)
    {
        var service = _services.Identify(request, Claim.Of(request).SigningName).Service;
        return Answer(request, service, service.Dialect.Failed(), requestId);
    }

    private static WireResponse Answer(
        WireRequest request,
        ServiceModel service,
        AwsException error,
        string requestId
    ) => service.Dialect.Write(service, error, requestId, request.Path, isHead: request.Method == "HEAD");

    // Nobody answers it, so there is nothing to decide by: it is refused, whatever the caller may, and recorded as that.
    private async ValueTask<AwsException> RefuseAsync(Call call, CalledOperation called)
    {
        ThrowIfExpired(call);
        var error = called.Unanswered();
        await decisions.AppendAsync(DecisionRecorder.Unanswered(call, error), CancellationToken.None);
        return error;
    }

    private Call NewCall(OperationModel model, Proof proof, CallOrigin origin, string requestId) =>
        new()
        {
            RequestId = requestId,
            Caller = proof.Caller,
            Signature = proof.Signature,
            Operation = model,
            Region = proof.Region,
            Time = time.GetUtcNow(),
            Origin = origin,
        };

    private async ValueTask<object> RunAsync(
        IOperation operation,
        object input,
        Call call,
        Stream? payload,
        CancellationToken cancellationToken
    )
    {
        ThrowIfExpired(call);
        var admission = operation.Consider(input, call); // (3)
        ThrowIfForgotten(operation, admission);
        var verdicts = Decide(call, admission.Requirements); // (4)
        var refused = Array.Find(verdicts, verdict => !verdict.Decision.IsAllowed);
        var record = DecisionRecorder.Record(call, verdicts, options.Observe);
        // The record is under way while the operation runs, and acknowledged before the answer leaves.
        var recording = decisions.AppendAsync(record, CancellationToken.None).AsTask(); // (5)
        if (refused is not null && !options.Observe)
        {
            await recording;
            throw Refusal.Of(call, refused);
        }

        var inquiry = new Inquiry(options.Observe);
        try
        {
            await AdmittedAsync(call);
            return await admission.InvokeAsync(new AdmittedCall(call, inquiry, payload), cancellationToken); // (6)
        }
        finally
        {
            await recording;
            if (inquiry.Verdicts is { Count: > 0 } asked)
            {
                await decisions.AppendAsync(
                    DecisionRecorder.Record(call, asked, options.Observe),
                    CancellationToken.None
                );
            }
        }
    }

    private static Verdict[] Decide(Call call, IReadOnlyList<Requirement> requirements)
    {
        var verdicts = new Verdict[requirements.Count];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = Verdict.On(call, requirements[i], isProbe: false);
        }

        return verdicts;
    }

    private ValueTask AdmittedAsync(Call call) => OnAdmitted is { } hook ? hook(call) : ValueTask.CompletedTask;

    // What says nothing of what it needs is not let through: forgetting must not be a way in.
    private static void ThrowIfForgotten(IOperation operation, IAdmission admission)
    {
        if (admission.Requirements.Count == 0 && operation is not IRequiresNothing)
        {
            throw new InvalidOperationException($"{operation.Model.Action} did not say what its call requires");
        }
    }

    // INVARIANT: the region of a call has the form of one; the keys of records rest on it.
    private static void ThrowIfNowhere(Call call)
    {
        if (!RegionName.IsValid(call.Region))
        {
            throw new AwsException("InvalidSignatureException", "Credential should be scoped to a valid region. ");
        }
    }

    // The engine keeps its sessions across a task's life, so their end is looked at here as well as at the signature.
    private static void ThrowIfExpired(Call call)
    {
        if (call.Caller.ExpiresAt is { } end && end <= call.Time)
        {
            throw new AwsException("ExpiredTokenException", "The security token included in the request is expired");
        }
    }
}
