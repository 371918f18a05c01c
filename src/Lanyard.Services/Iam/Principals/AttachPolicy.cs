using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Attaches a managed policy to a role or user; one that is attached already stays so.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class AttachPolicy<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals,
    ManagedPolicies policies
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class, new()
{
    private const int MostAttached = 10;

    /// <summary>The ARN of the policy.</summary>
    protected abstract string PolicyOf(TInput input);

    protected override IEnumerable<Requirement> Require(TInput input, Found<TRecord> subject, Call call) =>
        [Principals.OnBounded(Model.Action, subject, call).With("iam:PolicyARN", PolicyOf(input))];

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
                policies.CheckAttachable(changes, call, PolicyOf(input));
                var record = Principals.Current(changes, subject);
                return Principals.Put(changes, Attached(record, PolicyOf(input)));
            },
            cancellationToken
        );
        return new TOutput();
    }

    private TRecord Attached(TRecord record, string policy) =>
        record.AttachedPolicies.Contains(policy, StringComparer.Ordinal) ? record
        : record.AttachedPolicies.Length < MostAttached
            ? Principals.WithAttached(record, record.AttachedPolicies.Add(policy))
        : throw IamErrors.QuotaExceeded(Principals.AttachedQuota, MostAttached);
}
