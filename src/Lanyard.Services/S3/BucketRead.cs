using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.S3;

/// <summary>An operation that answers what a bucket itself says.</summary>
/// <inheritdoc cref="BucketOperation{TInput, TOutput}" />
internal abstract class BucketRead<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Buckets buckets,
    Func<TInput, (string? Bucket, string? ExpectedOwner)> named
) : BucketOperation<TInput, TOutput>(model, buckets, named)
    where TInput : class
    where TOutput : class
{
    /// <summary>Answers about the bucket.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    protected abstract TOutput Answer(BucketRecord bucket);

    /// <inheritdoc />
    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        BucketRecord bucket,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => new(Answer(bucket));
}
