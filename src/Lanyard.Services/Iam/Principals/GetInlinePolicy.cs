using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Reads an inline policy of a role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class GetInlinePolicy<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalReading<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>The name of the policy.</summary>
    protected abstract string PolicyOf(TInput input);

    /// <summary>Shows the policy.</summary>
    /// <param name="document">URL-encoded, as IAM answers it.</param>
    protected abstract TOutput Output(TInput input, string document);

    protected sealed override TOutput Answer(TInput input, TRecord record) =>
        record.InlinePolicies.TryGetValue(PolicyOf(input), out var document)
            ? Output(input, Uri.EscapeDataString(document))
            : throw IamErrors.NoSuchInlinePolicy(Principals.Kind, PolicyOf(input));
}
