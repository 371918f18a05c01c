using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Services.Iam.Shared;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Iam.Roles;

/// <summary>The trust policies of roles, and the users and roles that they name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
internal sealed class TrustPolicies(IdentityDirectory identities)
{
    /// <summary>Refuses a trust policy that IAM would not save.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is malformed, too long, or names a user or role that is not there.</exception>
    public void Check(Call call, string document)
    {
        var parsed = PolicyDocuments.Check(document, PolicyKind.Trust);
        var missing = parsed
            .Statements.SelectMany(statement => statement.Principals?.Names ?? [])
            .FirstOrDefault(name => name.Category == PrincipalCategory.Aws && !IsThere(call, name.Value));
        if (missing.Value is { } value)
        {
            throw IamErrors.Malformed($"Invalid principal in policy: \"AWS\":\"{value}\"");
        }
    }

    /// <summary>Takes the names of a user or role out of all trust policies, as part of the change that deletes it.</summary>
    public void Forget(RecordChange changes, DeletedPrincipal principal) =>
        PrincipalNames.Replace(
            changes,
            principal,
            identities.Roles,
            role => role.TrustPolicy,
            (role, policy) => role with { TrustPolicy = policy }
        );

    // Accounts that have nobody here are taken at their word: they are somewhere else.
    private bool IsThere(Call call, string principal)
    {
        if (!Arn.TryParse(principal, out var arn))
        {
            return AccountId.TryParse(principal, out _)
                || principal == "*"
                || identities.Roles.All.Any(role => role.Id == principal)
                || identities.Users.All.Any(user => user.Id == principal);
        }

        if (!AccountId.TryParse(arn.Account, out var account) || arn.Resource == "root" || IsElsewhere(call, account))
        {
            return true;
        }

        var parts = arn.Resource.Split('/');
        return (arn.Service, parts[0]) switch
        {
            ("iam", "role") => identities.FindRole(arn) is not null,
            ("iam", "user") => identities.Users.Find(IdentityDirectory.KeyOf(account, parts[^1]))?.Arn == principal,
            ("sts", "assumed-role") => parts.Length > 1
                && identities.Roles.Find(IdentityDirectory.KeyOf(account, parts[1])) is not null,
            _ => true,
        };
    }

    private bool IsElsewhere(Call call, AccountId account) =>
        account != call.Account
        && identities.Users.List(IdentityDirectory.KeyOf(account, "")).Count == 0
        && identities.Roles.List(IdentityDirectory.KeyOf(account, "")).Count == 0;
}
