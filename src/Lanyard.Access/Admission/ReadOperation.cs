using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>An operation that answers from what is in memory: it awaits nothing.</summary>
/// <inheritdoc cref="Operation{TInput, TSubject, TOutput}" />
public abstract class ReadOperation<TInput, TSubject, TOutput>(OperationModel<TInput, TOutput> model)
    : Operation<TInput, TSubject, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <summary>Answers about the subject, once every requirement was granted.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    protected abstract TOutput Answer(TInput input, TSubject subject, AdmittedCall call);

    /// <inheritdoc />
    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        TSubject subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => new(Answer(input, subject, call));
}
