using System.Text.Json.Nodes;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;

namespace Lanyard.Services.Iam;

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

    /// <summary>
    /// Puts the unique id for the ARN of a user or role that is about to be deleted, wherever a trust policy names it:
    /// whoever takes the name later is not trusted.
    /// </summary>
    public async ValueTask ForgetAsync(string arn, string id, CancellationToken cancellationToken)
    {
        foreach (var role in identities.Roles.All)
        {
            if (role.TrustPolicy.Contains(arn, StringComparison.Ordinal))
            {
                await identities.Roles.ChangeAsync(
                    $"{role.Account}/{role.Name}",
                    current => current is null ? null : Renamed(current, arn, id),
                    cancellationToken
                );
            }
        }
    }

    private static RoleRecord Renamed(RoleRecord role, string arn, string id)
    {
        var document = JsonNode.Parse(role.TrustPolicy)!;
        var changed = false;
        foreach (var statement in Items(document["Statement"]))
        {
            changed |= Rename(statement?["Principal"], arn, id);
        }

        return changed ? role with { TrustPolicy = document.ToJsonString() } : role;
    }

    private static bool Rename(JsonNode? principal, string arn, string id)
    {
        if (principal is not JsonObject categories || categories["AWS"] is not { } named)
        {
            return false;
        }

        var names = Items(named).Select(name => name!.GetValue<string>()).ToList();
        if (!names.Contains(arn, StringComparer.Ordinal))
        {
            return false;
        }

        var renamed = names.Select(name =>
            (JsonNode)JsonValue.Create(string.Equals(name, arn, StringComparison.Ordinal) ? id : name)
        );
        categories["AWS"] = named is JsonArray ? new JsonArray([.. renamed]) : renamed.Single();
        return true;
    }

    private static IReadOnlyList<JsonNode?> Items(JsonNode? node) =>
        node is JsonArray items ? [.. items]
        : node is null ? []
        : [node];

    // Accounts that have nobody here are taken at their word: they are somewhere else.
    private bool IsThere(Call call, string principal)
    {
        if (!Arn.TryParse(principal, out var arn))
        {
            return AccountId.TryParse(principal, out _)
                || principal is "*"
                || identities.Roles.All.Any(role => string.Equals(role.Id, principal, StringComparison.Ordinal))
                || identities.Users.All.Any(user => string.Equals(user.Id, principal, StringComparison.Ordinal));
        }

        if (arn.Resource is "root" || IsElsewhere(call, arn.Account))
        {
            return true;
        }

        var parts = arn.Resource.Split('/');
        return (arn.Service, parts[0]) switch
        {
            ("iam", "role") => identities.FindRole(arn) is not null,
            ("iam", "user") => string.Equals(
                identities.Users.Find($"{arn.Account}/{parts[^1]}")?.Arn,
                principal,
                StringComparison.Ordinal
            ),
            ("sts", "assumed-role") => parts.Length > 1
                && identities.Roles.Find($"{arn.Account}/{parts[1]}") is not null,
            _ => true,
        };
    }

    private bool IsElsewhere(Call call, string account) =>
        !string.Equals(account, call.Account.ToString(), StringComparison.Ordinal)
        && identities.Users.List($"{account}/").Count == 0
        && identities.Roles.List($"{account}/").Count == 0;
}
