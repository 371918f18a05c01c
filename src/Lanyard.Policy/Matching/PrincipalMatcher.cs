using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>Tells whether a statement's <c>Principal</c> or <c>NotPrincipal</c> is about a principal, and how closely.</summary>
internal sealed class PrincipalMatcher(StatementPrincipals principals, PolicySettings settings)
{
    private readonly bool _isNot = principals.IsNot;
    private readonly ImmutableArray<Entry> _entries = [.. principals.Names.Select(name => Entry.Of(name, settings))];

    private enum EntryKind
    {
        Anyone,
        Account,
        UniqueId,
        Arn,
        Service,
        Provider,
        Nobody,
    }

    public GrantStrength Match(Principal principal, bool hasBoundary)
    {
        if (!_isNot)
        {
            return Strongest(principal);
        }

        // A boundary draws a `NotPrincipal` upon its bearer, whoever is listed.
        var isSpared =
            !hasBoundary
            && (
                settings.NotPrincipalNeedsWholeChain
                    ? IsWholeChainListed(principal)
                    : Strongest(principal) != GrantStrength.None
            );
        return isSpared ? GrantStrength.None : GrantStrength.Direct;
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
            PrincipalType.RoleSession => isAccountListed && isRoleListed && isSelfListed,
            PrincipalType.User or PrincipalType.FederatedUser => isAccountListed && isSelfListed,
            _ => isSelfListed,
        };
    }

    private readonly record struct Entry(EntryKind Kind, string Text, bool RolePathsCount = true)
    {
        public static Entry Of(PrincipalName name, PolicySettings settings) =>
            name.Category switch
            {
                PrincipalCategory.Aws => OfAws(name.Value, settings),
                PrincipalCategory.Service => new Entry(EntryKind.Service, name.Value),
                PrincipalCategory.Federated => new Entry(EntryKind.Provider, name.Value),
                _ => new Entry(EntryKind.Nobody, name.Value),
            };

        private static Entry OfAws(string text, PolicySettings settings)
        {
            if (AccountId.TryParse(text, out _))
            {
                return new Entry(EntryKind.Account, text);
            }

            if (!Arn.TryParse(text, out var arn))
            {
                return new Entry(text == "*" ? EntryKind.Anyone : EntryKind.UniqueId, text);
            }

            return arn is { Service: "iam", Resource: "root" }
                ? new Entry(EntryKind.Account, arn.Account)
                : new Entry(EntryKind.Arn, text, settings.RolePathsCount);
        }

        public GrantStrength Match(Principal principal) =>
            Kind switch
            {
                EntryKind.Anyone => GrantStrength.Direct,
                EntryKind.Service => Is(principal.ServiceName) ? GrantStrength.Direct : GrantStrength.None,
                EntryKind.Provider => Is(principal.ProviderName) ? GrantStrength.Direct : GrantStrength.None,
                EntryKind.Nobody => GrantStrength.None,
                _ when !principal.HasAccount => GrantStrength.None,
                EntryKind.Account => MatchAccount(principal),
                EntryKind.Arn => MatchArn(principal),
                _ => MatchUniqueId(principal),
            };

        private bool Is(string? text) => Text == text;

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
            if (Is(principal.UserArn) || IsRole(principal.RoleArn))
            {
                return GrantStrength.Role;
            }

            return Is(principal.Arn) ? GrantStrength.Direct : GrantStrength.None;
        }

        private bool IsRole(string? roleArn) =>
            Is(roleArn)
            || (
                !RolePathsCount
                && roleArn is not null
                && roleArn.Length > Text.Length
                && roleArn.AsSpan().EndsWith(Text.AsSpan(Text.LastIndexOf('/')))
                && Text.AsSpan().StartsWith(roleArn.AsSpan(0, roleArn.IndexOf('/') + 1))
            );

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
