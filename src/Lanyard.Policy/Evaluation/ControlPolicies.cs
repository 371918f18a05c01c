using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Lanyard.Policy.Evaluation;

/// <summary>
/// The service control policies that bear on a caller's account, or the resource control policies that bear on a
/// resource's, level by level. Every level must allow; a denial at any level refuses.
/// </summary>
/// <remarks>
/// None at all is a null, not an empty list: an account outside every organization, or the management account, has no
/// such layer. Resource control policies come with <c>RCPFullAWSAccess</c> at every level, which the caller adds.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html" />
/// <param name="levels">From the root of the organization down to the account; never empty.</param>
/// <exception cref="ArgumentException">There is no level: what should limit would let everything pass.</exception>
/// <param name="services">The service prefixes the policies bear on, in lower case; null for all.</param>
public sealed class ControlPolicies(IEnumerable<ControlLevel> levels, IEnumerable<string>? services = null)
{
    private readonly bool _isForAllServices = services is null;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _services = FrozenSet
        .ToFrozenSet(services ?? [], StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The levels from the root down to the account.</summary>
    public ImmutableArray<ControlLevel> Levels { get; } =
        levels.ToImmutableArray() is { IsEmpty: false } all
            ? all
            : throw new ArgumentException("no level at all is no organization, which is a null", nameof(levels));

    /// <summary>The services whose resources resource control policies protect.</summary>
    /// <remarks>The five of the launch and those added since; AWS adds more, and a caller may give its own list.</remarks>
    /// <seealso href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html" />
    public static ImmutableArray<string> ServicesWithResourceControl { get; } =
    ["aoss", "ecr", "kms", "s3", "secretsmanager", "sqs", "sts"];

    /// <summary>Whether the layer has a say in a request.</summary>
    internal bool BearsOn(in RequestScope scope) => _isForAllServices || _services.Contains(scope.Action.Service);
}
