using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.S3;

/// <summary>An operation on one bucket or on what is in it: it is done on the bucket that it was decided on, if that is still there.</summary>
/// <param name="named">The bucket that an input names, and the account that its caller believes to own it.</param>
/// <inheritdoc cref="Operation{TInput, TSubject, TOutput}" />
internal abstract class BucketOperation<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Buckets buckets,
    Func<TInput, (string? Bucket, string? ExpectedOwner)> named
) : Operation<TInput, Found<BucketRecord>, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <summary>All buckets.</summary>
    protected Buckets Buckets => buckets;

    /// <inheritdoc />
    protected sealed override Found<BucketRecord> Find(TInput input, Call call) =>
        buckets.Table.At(named(input).Bucket!);

    /// <summary>Says what the call needs: the action of the operation's own name on the bucket, unless it says otherwise.</summary>
    protected override IEnumerable<Requirement> Require(TInput input, Found<BucketRecord> subject, Call call) =>
        [buckets.OnBucket(call, Model.Action, subject)];

    /// <inheritdoc />
    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<BucketRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => InvokeAsync(input, buckets.Current(subject, call, named(input).ExpectedOwner), call, cancellationToken);

    /// <inheritdoc cref="Operation{TInput, TSubject, TOutput}.InvokeAsync" />
    protected abstract ValueTask<TOutput> InvokeAsync(
        TInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    );
}
