using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>The inline and attached policies of roles and users: one set of rules for both.</summary>
internal sealed class HeldPolicies(IPolicyHolder holder, IdentityDirectory identities)
{
    private const int MostAttached = 10;

    /// <summary>The action on one role or user.</summary>
    public Requirement On(string action, Call call, string name) => new(action, holder.ArnOf(call, name));

    /// <summary>The action on one role or user, with the managed policy it is about (<c>iam:PolicyARN</c>).</summary>
    public Requirement OnAttachment(string action, Call call, string name, string policyArn) =>
        On(action, call, name) with
        {
            Context = [new("iam:PolicyARN", [policyArn])],
        };

    /// <summary>The action with the boundary that a role or user has (<c>iam:PermissionsBoundary</c>).</summary>
    public Requirement OnBounded(string action, Call call, string name)
    {
        var requirement = On(action, call, name);
        return BoundaryOf(call, name) is { } boundary
            ? requirement with
            {
                Context = [new("iam:PermissionsBoundary", [boundary])],
            }
            : requirement;
    }

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
    public ValueTask AttachAsync(Call call, string name, string policyArn, CancellationToken cancellationToken)
    {
        if (identities.FindManagedPolicy(policyArn) is null)
        {
            throw IamErrors.NotAttachable(policyArn);
        }

        return holder.ChangeAttachedAsync(call, name, policies => Attach(policies, policyArn), cancellationToken);
    }

    /// <summary>Detaches a managed policy.</summary>
    public ValueTask DetachAsync(Call call, string name, string policyArn, CancellationToken cancellationToken) =>
        holder.ChangeAttachedAsync(
            call,
            name,
            policies =>
                policies.Contains(policyArn, StringComparer.Ordinal)
                    ? policies.Remove(policyArn, StringComparer.Ordinal)
                    : throw IamErrors.NotAttached(policyArn),
            cancellationToken
        );

    /// <summary>The attached policies below a path, in the order they were attached.</summary>
    public IEnumerable<AttachedPolicy> Attached(Call call, string name, string? pathPrefix) =>
        holder
            .Find(call, name)
            .AttachedPolicies.Where(arn => PolicyPath.Of(arn).StartsWith(pathPrefix ?? "/", StringComparison.Ordinal))
            .Select(arn => new AttachedPolicy { PolicyArn = arn, PolicyName = arn[(arn.LastIndexOf('/') + 1)..] });

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
        : throw IamErrors.QuotaExceeded(
            string.Equals(holder.Kind, "role", StringComparison.Ordinal) ? "PoliciesPerRole" : "PoliciesPerUser",
            MostAttached
        );

    private string? BoundaryOf(Call call, string name) =>
        string.Equals(holder.Kind, "role", StringComparison.Ordinal)
            ? identities.Roles.Find(IdentityDirectory.KeyOf(call.Account, name))?.PermissionsBoundary
            : identities.Users.Find(IdentityDirectory.KeyOf(call.Account, name))?.PermissionsBoundary;
}
