using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Policies;

/// <summary>A managed policy that a caller names, as it was found: the account's own, AWS's, or none.</summary>
/// <param name="Arn">As the caller gives it.</param>
/// <param name="Own">What the account has under that name.</param>
/// <param name="Aws">AWS's policy of that name; null when there is none.</param>
internal sealed record NamedPolicy(Arn Arn, Found<PolicyRecord> Own, AwsManagedPolicy? Aws);
