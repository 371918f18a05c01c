using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.Documents;

/// <summary>Reads <c>Principal</c> and <c>NotPrincipal</c>.</summary>
internal sealed class PrincipalReader(PolicyKind kind, FaultList faults)
{
    // Origin access identities stand in bucket policies as users of this account.
    private const string CloudFront = "cloudfront";

    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Alphanumeric);

    private static readonly SearchValues<char> SessionNameCharacters = SearchValues.Create(Alphanumeric + "_+=,.@-");

    public StatementPrincipals Read(SourceNode node, bool isNot)
    {
        if (node is { Kind: SourceKind.String, Text: "*" })
        {
            return new StatementPrincipals([new PrincipalName(PrincipalCategory.Aws, "*")], isNot);
        }

        if (node.Kind != SourceKind.Object)
        {
            const string Message = "a principal is `\"*\"` or an object such as `{\"AWS\": …}`";
            var sentence =
                node.Kind == SourceKind.String
                    ? IamSentences.InvalidPrincipal("AWS", node.Text)
                    : IamSentences.SyntaxErrors;
            faults.Add(FaultCodes.InvalidPrincipalFormat, Message, node, sentence);
            return new StatementPrincipals([], isNot);
        }

        var names = ImmutableArray.CreateBuilder<PrincipalName>();
        foreach (var member in node.Members)
        {
            ReadMember(member, names);
        }

        if (node.Members.Count == 0 || node.Members.TrueForAll(member => member.Value.AsList().Count == 0))
        {
            const string Message = "the statement names no principal";
            faults.Add(FaultCodes.MissingPrincipal, Message, node, IamSentences.StatementWithoutPrincipals);
        }

        return new StatementPrincipals(names.ToImmutable(), isNot);
    }

    private void ReadMember(SourceMember member, ImmutableArray<PrincipalName>.Builder names)
    {
        if (!TryGetCategory(member.Name, out var category))
        {
            var message = $"`{member.Name}` is not a kind of principal: `AWS`, `Service`, `Federated`, `CanonicalUser`";
            var sentence = IamSentences.InvalidPrincipal(member.Name, member.Value.Text);
            faults.Add(FaultCodes.InvalidPrincipalKey, message, member.Position, member.Value.Path, sentence);
            return;
        }

        foreach (var item in member.Value.AsList())
        {
            if (item.Kind == SourceKind.String)
            {
                Check(member.Name, category.Value, item);
                names.Add(new PrincipalName(category.Value, item.Text));
            }
            else
            {
                var message = $"`{member.Name}` is a string or a list of strings";
                faults.Add(FaultCodes.DataTypeMismatch, message, item, IamSentences.SyntaxErrors);
            }
        }
    }

    private static bool TryGetCategory(string name, [NotNullWhen(true)] out PrincipalCategory? category)
    {
        category = name switch
        {
            "AWS" => PrincipalCategory.Aws,
            "Service" => PrincipalCategory.Service,
            "Federated" => PrincipalCategory.Federated,
            "CanonicalUser" => PrincipalCategory.CanonicalUser,
            _ => null,
        };
        return category is not null;
    }

    private void Check(string key, PrincipalCategory category, SourceNode node)
    {
        var text = node.Text;
        var isAnyone = text is "*" && category == PrincipalCategory.Aws;
        if (!isAnyone && text.AsSpan().ContainsAny('*', '?'))
        {
            var message = $"the principal `{text}` has a wildcard; compare `aws:PrincipalArn` in a condition instead";
            var sentence = IamSentences.InvalidPrincipal(key, text);
            faults.Add(FaultCodes.UnsupportedWildcardInPrincipal, message, node, sentence);
        }
        else if (!isAnyone && !IsWellFormed(category, text))
        {
            var message = $"`{text}` is not a principal of the kind `{key}`";
            var sentence = IamSentences.InvalidPrincipal(key, text);
            faults.Add(FaultCodes.InvalidPrincipalFormat, message, node, sentence);
        }
    }

    private bool IsWellFormed(PrincipalCategory category, string text) =>
        category switch
        {
            PrincipalCategory.Aws => AccountId.TryParse(text, out _) || IsUniqueId(text) || IsPrincipalArn(text),
            PrincipalCategory.Service => text.Contains('.', StringComparison.Ordinal)
                && !text.Contains(':', StringComparison.Ordinal),
            PrincipalCategory.CanonicalUser => kind == PolicyKind.Resource && text.Length > 0,
            _ => text.Length > 0,
        };

    private static bool IsPrincipalArn(string text) =>
        Arn.TryParse(text, out var arn)
        && (AccountId.TryParse(arn.Account, out _) || arn.Account is CloudFront)
        && arn.Region.Length == 0
        && arn.Service switch
        {
            "iam" => arn.Resource is "root"
                || arn.Resource.StartsWith("user/", StringComparison.Ordinal)
                || arn.Resource.StartsWith("role/", StringComparison.Ordinal),
            "sts" => arn.Resource.StartsWith("assumed-role/", StringComparison.Ordinal)
                || arn.Resource.StartsWith("federated-user/", StringComparison.Ordinal),
            _ => false,
        };

    // The unique id stands where the user or role that a policy named is gone; a session's name follows its role's.
    private static bool IsUniqueId(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        var id = colon < 0 ? text : text[..colon];
        return id.Length >= 16
            && (id.StartsWith("AROA") || (colon < 0 && id.StartsWith("AIDA")))
            && !id.ContainsAnyExcept(IdCharacters)
            && (
                colon < 0 || (text.Length > colon + 2 && !text[(colon + 1)..].ContainsAnyExcept(SessionNameCharacters))
            );
    }
}
