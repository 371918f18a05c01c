using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Policies;

/// <summary>An operation that shows something of a managed policy.</summary>
/// <inheritdoc cref="PolicyOperation{TInput, TOutput}" />
internal abstract class PolicyReading<TInput, TOutput>(OperationModel<TInput, TOutput> model, ManagedPolicies policies)
    : PolicyOperation<TInput, TOutput>(model, policies)
    where TInput : class
    where TOutput : class
{
    /// <summary>Answers about the policy.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error, as when the policy is gone.</exception>
    protected abstract TOutput Answer(TInput input, NamedPolicy policy, Call call);

    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        NamedPolicy subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => new(Answer(input, subject, call));
}
