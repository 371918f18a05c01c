using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>The inline and attached policies of roles and users: one set of rules for both.</summary>
internal sealed class HeldPolicies(IPolicyHolder holder, ManagedPolicies managed)
{
    private const int MostAttached = 10;

    /// <inheritdoc cref="HolderRequirements.On" />
    public Requirement On(string action, Call call, string name) => holder.On(action, call, name);

    /// <inheritdoc cref="HolderRequirements.OnBounded" />
    public Requirement OnBounded(string action, Call call, string name) => holder.OnBounded(action, call, name);

    /// <inheritdoc cref="HolderRequirements.OnAttachment" />
    public Requirement OnAttachment(string action, Call call, string name, string policyArn) =>
        holder.OnAttachment(action, call, name, policyArn);

    /// <summary>Adds or replaces an inline policy.</summary>
    public ValueTask PutAsync(
        Call call,
        string name,
        string policyName,
        string document,
        CancellationToken cancellationToken
    )
    {
        _ = PolicyDocuments.Check(document, PolicyKind.Identity);
        return holder.ChangeInlineAsync(
            call,
            name,
            policies =>
            {
                var changed = policies.SetItem(policyName, document);
                var size = changed.Values.Sum(text => text.Count(character => !char.IsWhiteSpace(character)));
                return size <= holder.InlineLimit
                    ? changed
                    : throw IamErrors.PoliciesTooLarge(holder.InlineLimit, holder.Kind, name);
            },
            cancellationToken
        );
    }

    /// <summary>The document of an inline policy, URL-encoded as IAM answers it.</summary>
    public string Get(Call call, string name, string policyName) =>
        holder.Find(call, name).InlinePolicies.TryGetValue(policyName, out var document)
            ? Uri.EscapeDataString(document)
            : throw IamErrors.NoSuchInlinePolicy(holder.Kind, policyName);

    /// <summary>The names of inline policies.</summary>
    public IEnumerable<string> List(Call call, string name) => holder.Find(call, name).InlinePolicies.Keys;

    /// <summary>Deletes an inline policy.</summary>
    public ValueTask DeleteAsync(Call call, string name, string policyName, CancellationToken cancellationToken) =>
        holder.ChangeInlineAsync(
            call,
            name,
            policies =>
            {
                var left = policies.Remove(policyName);
                return left != policies ? left : throw IamErrors.NoSuchInlinePolicy(holder.Kind, policyName);
            },
            cancellationToken
        );

    /// <summary>Attaches a managed policy; one that is attached already stays so.</summary>
    public ValueTask AttachAsync(Call call, string name, string policyArn, CancellationToken cancellationToken) =>
        managed.AttachAsync(
            call,
            policyArn,
            () => holder.ChangeAttachedAsync(call, name, policies => Attach(policies, policyArn), cancellationToken),
            cancellationToken
        );

    /// <summary>Detaches a managed policy.</summary>
    public ValueTask DetachAsync(Call call, string name, string policyArn, CancellationToken cancellationToken) =>
        holder.ChangeAttachedAsync(
            call,
            name,
            policies =>
                policies.Contains(policyArn, StringComparer.Ordinal)
                    ? policies.Remove(policyArn, StringComparer.Ordinal)
                    : throw IamErrors.NoSuchPolicy(policyArn),
            cancellationToken
        );

    /// <summary>The attached policies below a path, by name.</summary>
    public IEnumerable<AttachedPolicy> Attached(Call call, string name, string? pathPrefix) =>
        holder
            .Find(call, name)
            .AttachedPolicies.Select(arn => (Arn: arn, Place: IamNames.Split(Arn.Parse(arn))))
            .Where(policy => policy.Place.Path.StartsWith(pathPrefix ?? IamNames.RootPath, StringComparison.Ordinal))
            .Select(policy => new AttachedPolicy { PolicyName = policy.Place.Name, PolicyArn = policy.Arn })
            .OrderBy(KeyOf, StringComparer.Ordinal);

    /// <summary>What attached policies are ordered by; one of AWS and one of the account may share a name.</summary>
    public static string KeyOf(AttachedPolicy policy) => $"{policy.PolicyName}/{Arn.Parse(policy.PolicyArn!).Account}";

    /// <summary>Refuses to delete one that still holds policies.</summary>
    public static void CheckEmpty(IPrincipalRecord record)
    {
        if (!record.AttachedPolicies.IsEmpty)
        {
            throw IamErrors.MustDetach();
        }

        if (!record.InlinePolicies.IsEmpty)
        {
            throw IamErrors.MustDeletePolicies();
        }
    }

    private ImmutableArray<string> Attach(ImmutableArray<string> policies, string policyArn) =>
        policies.Contains(policyArn, StringComparer.Ordinal) ? policies
        : policies.Length < MostAttached ? policies.Add(policyArn)
        : throw IamErrors.QuotaExceeded(holder.Kind == "role" ? "PoliciesPerRole" : "PoliciesPerUser", MostAttached);
}
