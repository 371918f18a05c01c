using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>Tells whether a statement's <c>Principal</c> or <c>NotPrincipal</c> is about a principal, and how closely.</summary>
internal sealed class PrincipalMatcher(StatementPrincipals principals)
{
    private readonly bool _isNot = principals.IsNot;
    private readonly ImmutableArray<Entry> _entries = [.. principals.Names.Select(Entry.Of)];

    private enum EntryKind
    {
        Anyone,
        Account,
        UniqueId,
        Arn,
        Service,
        Other,
    }

    public GrantStrength Match(Principal principal, bool hasBoundary)
    {
        if (!_isNot)
        {
            return Strongest(principal);
        }

        // A boundary draws a `NotPrincipal` upon its bearer, whoever is listed.
        return hasBoundary || !IsWholeChainListed(principal) ? GrantStrength.Direct : GrantStrength.None;
    }

    private GrantStrength Strongest(Principal principal)
    {
        var strongest = GrantStrength.None;
        foreach (var entry in _entries)
        {
            var strength = entry.Match(principal);
            strongest = strength > strongest ? strength : strongest;
        }

        return strongest;
    }

    /// <summary>Whether every level of the principal is listed: its account, its role, itself.</summary>
    private bool IsWholeChainListed(Principal principal)
    {
        var (isAccountListed, isRoleListed, isSelfListed) = (false, false, false);
        foreach (var entry in _entries)
        {
            var strength = entry.Match(principal);
            isAccountListed |= strength == GrantStrength.Account;
            isRoleListed |= strength == GrantStrength.Role;
            isSelfListed |= strength == GrantStrength.Direct;
            if (strength == GrantStrength.Direct && entry.Kind == EntryKind.Anyone)
            {
                return true;
            }
        }

        return principal.Type switch
        {
            PrincipalType.Root or PrincipalType.Service => isSelfListed,
            PrincipalType.RoleSession => isAccountListed && isRoleListed && isSelfListed,
            _ => isAccountListed && isSelfListed,
        };
    }

    private readonly record struct Entry(EntryKind Kind, string Text)
    {
        public static Entry Of(PrincipalName name)
        {
            var text = name.Value;
            if (name.Category != PrincipalCategory.Aws)
            {
                return new Entry(
                    name.Category == PrincipalCategory.Service ? EntryKind.Service : EntryKind.Other,
                    text
                );
            }

            if (AccountId.TryParse(text, out _))
            {
                return new Entry(EntryKind.Account, text);
            }

            if (!Arn.TryParse(text, out var arn))
            {
                return new Entry(text is "*" ? EntryKind.Anyone : EntryKind.UniqueId, text);
            }

            return arn is { Service: "iam", Resource: "root" }
                ? new Entry(EntryKind.Account, arn.Account)
                : new Entry(EntryKind.Arn, text);
        }

        public GrantStrength Match(Principal principal) =>
            Kind switch
            {
                EntryKind.Anyone => GrantStrength.Direct,
                EntryKind.Service => Is(principal.ServiceName) ? GrantStrength.Direct : GrantStrength.None,
                EntryKind.Other => GrantStrength.None,
                _ when principal.Type is PrincipalType.Anonymous or PrincipalType.Service => GrantStrength.None,
                EntryKind.Account => MatchAccount(principal),
                EntryKind.Arn => MatchArn(principal),
                _ => MatchUniqueId(principal),
            };

        private bool Is(string? text) => string.Equals(Text, text, StringComparison.Ordinal);

        private GrantStrength MatchAccount(Principal principal)
        {
            if (!Is(principal.Account.ToString()))
            {
                return GrantStrength.None;
            }

            return principal.Type == PrincipalType.Root ? GrantStrength.Direct : GrantStrength.Account;
        }

        private GrantStrength MatchArn(Principal principal)
        {
            if (Is(principal.Arn))
            {
                return GrantStrength.Direct;
            }

            return Is(principal.RoleArn) ? GrantStrength.Role : GrantStrength.None;
        }

        private GrantStrength MatchUniqueId(Principal principal)
        {
            var id = principal.UserId;
            if (Is(id))
            {
                return GrantStrength.Direct;
            }

            var isRole =
                id.Length > Text.Length && id[Text.Length] == ':' && id.StartsWith(Text, StringComparison.Ordinal);
            return isRole ? GrantStrength.Role : GrantStrength.None;
        }
    }
}
