using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Names what keeps a statement's principals from covering the one that asks.</summary>
internal sealed class PrincipalDifference
{
    private readonly Principal _principal;
    private readonly string _asked;
    private readonly Arn? _askedArn;

    private PrincipalDifference(Principal principal)
    {
        _principal = principal;
        // Sessions come and go: what a policy is to name is their role.
        _asked = principal.RoleArn ?? principal.Arn;
        _ = Arn.TryParse(_asked, out _askedArn);
    }

    /// <summary>The nearest difference of a statement that does not cover the principal.</summary>
    public static Difference Find(StatementPrincipals principals, Principal principal) =>
        new PrincipalDifference(principal).Find(principals);

    private Difference Find(StatementPrincipals principals)
    {
        var listed = Wording.List(principals.Names.Select(name => name.Value));
        if (principals.IsNot)
        {
            return new Difference(
                MissedElement.Principal,
                NearMissKind.Excepted,
                $"`{_asked}` is excepted by {listed}"
            );
        }

        Difference? nearest = null;
        for (var i = 0; i < principals.Names.Length; i++)
        {
            var found = Compare(i, principals.Names[i]);
            nearest = found is not null && (nearest is null || found.Kind < nearest.Kind) ? found : nearest;
        }

        var other = $"`{_asked}` does not match {listed}";
        return nearest ?? new Difference(MissedElement.Principal, NearMissKind.Other, other);
    }

    private Difference? Compare(int entry, PrincipalName name)
    {
        var category = _principal.Type switch
        {
            PrincipalType.Service => PrincipalCategory.Service,
            PrincipalType.WebIdentity or PrincipalType.Saml => PrincipalCategory.Federated,
            _ => PrincipalCategory.Aws,
        };
        if (name.Category != category)
        {
            return null;
        }

        if (string.Equals(name.Value, _asked, StringComparison.OrdinalIgnoreCase))
        {
            return Found(NearMissKind.OtherCase, $"`{name.Value}` is `{_asked}` in another case", entry);
        }

        if (!_principal.HasAccount || _askedArn is null)
        {
            return null;
        }

        return Arn.TryParse(name.Value, out var named)
            ? CompareArns(entry, name.Value, named)
            : CompareTexts(entry, name.Value);
    }

    private Difference? CompareTexts(int entry, string named)
    {
        if (AccountId.TryParse(named, out _))
        {
            return InOtherAccount(entry, named, named);
        }

        var detail = $"`{named}` is the unique id of another than `{_asked}`: who is made anew has a new one";
        return Found(NearMissKind.StaleId, detail, entry);
    }

    private Difference? CompareArns(int entry, string text, Arn named)
    {
        if (named.Resource == "root")
        {
            return IsSame(named.Account, _askedArn!.Account) ? null : InOtherAccount(entry, text, named.Account);
        }

        if (IsSessionOfRole(named))
        {
            var detail =
                $"`{text}` is a session, and another than the caller's `{_principal.Arn}` of the role `{_asked}`";
            return Found(NearMissKind.OtherSession, detail, entry);
        }

        if (!IsSame(named.Service, _askedArn!.Service))
        {
            return null;
        }

        if (IsSame(named.Resource, _askedArn.Resource))
        {
            return IsSame(named.Account, _askedArn.Account)
                ? Found(NearMissKind.OtherPartition, $"`{text}` is in another partition than `{_asked}`", entry)
                : InOtherAccount(entry, text, named.Account);
        }

        var isOtherPath = IsSame(named.Account, _askedArn.Account) && IsSameName(named.Resource, _askedArn.Resource);
        return isOtherPath ? Found(NearMissKind.OtherPath, $"`{text}` has another path than `{_asked}`", entry) : null;
    }

    private Difference InOtherAccount(int entry, string text, string account) =>
        Found(
            NearMissKind.OtherAccount,
            $"`{text}` is in account `{account}`, `{_asked}` in account `{_principal.Account}`",
            entry
        );

    /// <summary>Whether an ARN is a session of the caller's role, or of a role that shares its name.</summary>
    private bool IsSessionOfRole(Arn named)
    {
        if (_principal.RoleArn is null || named.Service != "sts" || !IsSame(named.Account, _askedArn!.Account))
        {
            return false;
        }

        var parts = named.Resource.Split('/');
        return parts is ["assumed-role", var role, ..]
            && _askedArn.Resource.AsSpan(_askedArn.Resource.LastIndexOf('/') + 1).SequenceEqual(role);
    }

    /// <summary>Whether both are of one type and one name, as <c>role/app</c> and <c>role/team/app</c>.</summary>
    private static bool IsSameName(string one, string other) =>
        one.AsSpan(0, one.IndexOf('/') + 1).SequenceEqual(other.AsSpan(0, other.IndexOf('/') + 1))
        && one.AsSpan(one.LastIndexOf('/') + 1).SequenceEqual(other.AsSpan(other.LastIndexOf('/') + 1));

    private static bool IsSame(string one, string other) => one == other;

    private Difference Found(NearMissKind kind, string detail, int entry) =>
        new(MissedElement.Principal, kind, detail, new ElementFix(_asked, entry));
}
