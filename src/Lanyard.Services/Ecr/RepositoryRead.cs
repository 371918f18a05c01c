using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Ecr;

/// <summary>An operation that answers what is in one repository.</summary>
/// <inheritdoc cref="RepositoryOperation{TInput, TOutput}" />
internal abstract class RepositoryRead<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Repositories repositories
) : RepositoryOperation<TInput, TOutput>(model, repositories)
    where TInput : class
    where TOutput : class
{
    /// <summary>Answers what is in the repository.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    protected abstract TOutput Answer(TInput input, RepositoryRecord repository);

    /// <inheritdoc />
    protected sealed override ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var output = Answer(input, Repositories.Current(subject));
        // Images and layers are kept under the repository's name: while it is still there, its namesake's are not.
        _ = Repositories.Current(subject);
        return new(output);
    }
}
