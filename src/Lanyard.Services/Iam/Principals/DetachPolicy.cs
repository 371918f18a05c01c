using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Detaches a managed policy from a role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class DetachPolicy<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalOperation<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class, new()
{
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
        var policy = PolicyOf(input);
        await Principals.ChangeAsync(
            subject,
            record =>
                record.AttachedPolicies.Contains(policy, StringComparer.Ordinal)
                    ? Principals.WithAttached(record, record.AttachedPolicies.Remove(policy, StringComparer.Ordinal))
                    : throw IamErrors.NoSuchPolicy(policy),
            cancellationToken
        );
        return new TOutput();
    }
}
