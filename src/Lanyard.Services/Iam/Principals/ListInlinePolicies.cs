using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Lists the inline policies of a role or user.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class ListInlinePolicies<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalReading<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>The page that is asked for.</summary>
    protected abstract PageRequest PageOf(TInput input);

    /// <summary>Shows a page of names.</summary>
    /// <param name="next">The marker of the next; null when this is the last.</param>
    protected abstract TOutput Output(IReadOnlyList<string> page, string? next);

    protected sealed override TOutput Answer(TInput input, TRecord record)
    {
        var (page, next) = IamPages.Of(record.InlinePolicies.Keys, name => name, PageOf(input));
        return Output(page, next);
    }
}
