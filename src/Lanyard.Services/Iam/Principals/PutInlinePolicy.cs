using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy.Documents;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Adds or replaces an inline policy of a role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class PutInlinePolicy<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class, new()
{
    /// <summary>The name and the JSON of the policy.</summary>
    protected abstract (string Name, string Document) PolicyOf(TInput input);

    protected override IEnumerable<Requirement> Require(TInput input, Found<TRecord> subject, Call call) =>
        [Principals.OnBounded(Model.Action, subject, call)];

    protected sealed override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        Found<TRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (name, document) = PolicyOf(input);
        _ = PolicyDocuments.Check(document, PolicyKind.Identity);
        await Principals.ChangeAsync(
            subject,
            record => Principals.WithInline(record, Fitting(record, record.InlinePolicies.SetItem(name, document))),
            cancellationToken
        );
        return new TOutput();
    }

    private ImmutableSortedDictionary<string, string> Fitting(
        TRecord record,
        ImmutableSortedDictionary<string, string> policies
    )
    {
        var size = policies.Values.Sum(text => text.Count(character => !char.IsWhiteSpace(character)));
        return size <= Principals.InlineLimit
            ? policies
            : throw IamErrors.PoliciesTooLarge(Principals.InlineLimit, Principals.Kind, record.Name);
    }
}
