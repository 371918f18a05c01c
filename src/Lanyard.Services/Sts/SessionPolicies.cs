using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>The policies that limit a session below its role.</summary>
/// <param name="Documents">The JSON of each: the inline one first, then the managed ones as they are now.</param>
/// <param name="PackedSize">How much of the room for them they take, in percent; null when there are none.</param>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session" />
internal sealed record SessionPolicies(ImmutableArray<string> Documents, int? PackedSize)
{
    private const int Room = 2048;
    private const int MostManaged = 10;

    /// <summary>The session policies of a call; managed ones belong to the role's account or to AWS.</summary>
    /// <exception cref="Wire.Errors.AwsException">One is malformed or not there, or they are too many or too long.</exception>
    public static SessionPolicies Of(AssumeRoleInput input, IdentityDirectory identities, AccountId account)
    {
        var arns = input.PolicyArns?.Select(policy => policy.Arn!).ToArray() ?? [];
        if (arns.Length > MostManaged)
        {
            throw StsErrors.TooManyPolicies(MostManaged);
        }

        var documents = ImmutableArray.CreateBuilder<string>();
        if (input.Policy is { } inline)
        {
            documents.Add(Checked(inline));
        }

        documents.AddRange(arns.Select(arn => Find(arn, identities, account)));
        if (documents.Count == 0)
        {
            return new([], null);
        }

        // AWS packs them into a binary form of its own; here a character counts as one of plain text.
        var size = (input.Policy?.Length ?? 0) + arns.Sum(arn => arn.Length);
        var percent = (int)Math.Ceiling(size * 100.0 / Room);
        return percent <= 100 ? new(documents.ToImmutable(), percent) : throw StsErrors.PackedPolicyTooLarge(percent);
    }

    private static string Checked(string document)
    {
        var result = PolicyDocument.Parse(document, PolicyKind.Session);
        return result.IsValid ? document : throw StsErrors.MalformedPolicy(result.Faults[0].IamMessage);
    }

    private static string Find(string text, IdentityDirectory identities, AccountId account)
    {
        var isOurs =
            Arn.TryParse(text, out var arn)
            && (arn.Account is "aws" || string.Equals(arn.Account, account.ToString(), StringComparison.Ordinal));
        return (isOurs ? identities.FindManagedPolicy(text) : null) ?? throw StsErrors.PolicyNotFound(text);
    }
}
