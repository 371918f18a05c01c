using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Policies;

/// <summary>An operation on one managed policy, the account's own or AWS's.</summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
internal abstract class PolicyOperation<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    ManagedPolicies policies
) : Operation<TInput, NamedPolicy, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <summary>The managed policies.</summary>
    protected ManagedPolicies Policies { get; } = policies;

    /// <summary>The ARN that the caller gives.</summary>
    protected abstract string ArnOf(TInput input);

    protected override NamedPolicy Find(TInput input, Call call) => Policies.Find(call, ArnOf(input));

    protected override IEnumerable<Requirement> Require(TInput input, NamedPolicy subject, Call call) =>
        [ManagedPolicies.On(Model.Action, subject)];
}
