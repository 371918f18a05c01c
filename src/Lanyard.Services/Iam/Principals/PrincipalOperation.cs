using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>An operation on one role or user of the caller's account: the one that is found is judged and acted on.</summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TRecord">The record of a role or a user.</typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
internal abstract class PrincipalOperation<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : Operation<TInput, Found<TRecord>, TOutput>(model)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>The roles or the users.</summary>
    protected PrincipalTable<TRecord> Principals { get; } = principals;

    /// <summary>The name that the caller gives; null for the one who calls.</summary>
    protected abstract string? NameOf(TInput input);

    protected override Found<TRecord> Find(TInput input, Call call) =>
        Principals.At(call, CallingUser.NameOr(NameOf(input), call));

    protected override IEnumerable<Requirement> Require(TInput input, Found<TRecord> subject, Call call) =>
        [Principals.On(Model.Action, subject, call)];
}
