using System.Collections.Immutable;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>The policies that limit a session below its role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session" />
internal static class SessionPolicies
{
    private const int MostManaged = 10;

    /// <summary>The JSON of each policy of a call: the inline one first, then the managed ones as they are now.</summary>
    /// <param name="account">The role's: managed policies belong to it or to AWS.</param>
    /// <exception cref="Wire.Errors.AwsException">One is malformed or not there, or they are too many.</exception>
    public static ImmutableArray<string> Of(AssumeRoleInput input, IdentityDirectory identities, AccountId account)
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
        return documents.ToImmutable();
    }

    private static string Checked(string document)
    {
        var result = PolicyDocument.Parse(document, PolicyKind.Session);
        return result.IsValid ? document : throw StsErrors.MalformedPolicy(result.Refusal!.IamMessage);
    }

    private static string Find(string text, IdentityDirectory identities, AccountId account)
    {
        var isOurs = Arn.TryParse(text, out var arn) && (arn.Account == "aws" || arn.Account == account.ToString());
        return (isOurs ? identities.FindManagedPolicy(text) : null) ?? throw StsErrors.PolicyNotFound(text);
    }
}
