using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Ecr;

/// <summary>
/// An operation on one repository. It needs the action of its own name, and is refused in the same words whether the
/// repository is there or not.
/// </summary>
/// <inheritdoc cref="Operation{TInput, TSubject, TOutput}" />
internal abstract class RepositoryOperation<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Repositories repositories
) : Operation<TInput, Found<RepositoryRecord>, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <summary>All repositories.</summary>
    protected Repositories Repositories => repositories;

    /// <inheritdoc />
    protected sealed override IEnumerable<Requirement> Require(
        TInput input,
        Found<RepositoryRecord> subject,
        Call call
    ) => [Repositories.On(subject, Model.Action)];
}
