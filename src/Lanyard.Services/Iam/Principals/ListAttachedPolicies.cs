using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Lists the managed policies that are attached to a role or user, by name.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class ListAttachedPolicies<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals
) : PrincipalReading<TInput, TRecord, TOutput>(model, principals)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>The page that is asked for.</summary>
    protected abstract PageRequest PageOf(TInput input);

    /// <summary>Shows a page.</summary>
    /// <param name="next">The marker of the next; null when this is the last.</param>
    protected abstract TOutput Output(IReadOnlyList<AttachedPolicy> page, string? next);

    protected sealed override TOutput Answer(TInput input, TRecord record)
    {
        var request = PageOf(input);
        var attached = record
            .AttachedPolicies.Select(arn => (Arn: arn, Place: IamNames.Split(Arn.Parse(arn))))
            .Where(policy => request.Covers(policy.Place.Path))
            .Select(policy => new AttachedPolicy { PolicyName = policy.Place.Name, PolicyArn = policy.Arn })
            .OrderBy(KeyOf, StringComparer.Ordinal);
        var (page, next) = IamPages.Of(attached, KeyOf, request);
        return Output(page, next);
    }

    // A policy of AWS and one of the account may share a name.
    private static string KeyOf(AttachedPolicy policy) => $"{policy.PolicyName}/{Arn.Parse(policy.PolicyArn!).Account}";
}
