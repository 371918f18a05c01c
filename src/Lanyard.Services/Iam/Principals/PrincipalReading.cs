using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>An operation that shows something of one role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class PrincipalReading<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>Answers about the role or user as it is now.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error.</exception>
    protected abstract TOutput Answer(TInput input, TRecord record);

    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<TRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => new(Answer(input, Principals.Current(subject)));
}
