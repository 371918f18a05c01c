using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Deletes an inline policy of a role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class DeleteInlinePolicy<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class, new()
{
    /// <summary>The name of the policy.</summary>
    protected abstract string PolicyOf(TInput input);

    protected override IEnumerable<Requirement> Require(TInput input, Found<TRecord> subject, Call call) =>
        [Principals.OnBounded(Model.Action, subject, call)];

    protected sealed override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<TRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var name = PolicyOf(input);
        await Principals.ChangeAsync(
            subject,
            record =>
                record.InlinePolicies.ContainsKey(name)
                    ? Principals.WithInline(record, record.InlinePolicies.Remove(name))
                    : throw IamErrors.NoSuchInlinePolicy(Principals.Kind, name),
            cancellationToken
        );
        return new TOutput();
    }
}
