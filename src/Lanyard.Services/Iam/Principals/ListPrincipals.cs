using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Lists roles or users by name.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class ListPrincipals<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : ReadOperation<TInput, PageRequest, TOutput>(model)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>Shows a page.</summary>
    /// <param name="next">The marker of the next; null when this is the last.</param>
    protected abstract TOutput Output(IReadOnlyList<TRecord> page, string? next);

    protected override IEnumerable<Requirement> Require(TInput input, PageRequest subject, Call call) =>
        [
            new Requirement(Model.Action, "*")
            {
                ShownResource = IamNames.ArnOf(call, principals.Kind, subject.Path, ""),
            },
        ];

    protected override TOutput Answer(TInput input, PageRequest subject, AdmittedCall call)
    {
        var listed = principals.List(call).Where(record => subject.Covers(record.Path));
        var (page, next) = IamPages.Of(listed, record => record.Name, subject);
        return Output(page, next);
    }
}
