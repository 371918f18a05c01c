using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Deletes a role or user that has no policies any more; it goes out of all policies that name it at the same time.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class DeletePrincipal<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals,
    PrincipalNames names
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class, new()
{
    /// <summary>Refuses while something beside policies keeps it.</summary>
    /// <param name="changes">The change that deletes it.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>DeleteConflict</c>.</exception>
    protected virtual void CheckFree(RecordChange changes, TRecord record) { }

    protected sealed override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<TRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Principals.ChangeAccountAsync(
            call,
            changes =>
            {
                var record = Principals.Current(changes, subject);
                CheckFree(changes, record);
                CheckWithoutPolicies(record);
                names.Forget(changes, new DeletedPrincipal(record));
                Principals.Remove(changes, record);
                return record;
            },
            cancellationToken
        );
        return new TOutput();
    }

    private static void CheckWithoutPolicies(TRecord record)
    {
        if (!record.AttachedPolicies.IsEmpty)
        {
            throw IamErrors.MustDetach();
        }

        if (!record.InlinePolicies.IsEmpty)
        {
            throw IamErrors.MustDeletePolicies();
        }
    }
}
