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

    private static readonly string[] Keys = ["AWS", "Service", "Federated", "CanonicalUser"];

    public StatementPrincipals Read(SourceNode node, bool isNot)
    {
        if (node is { Kind: SourceKind.String, Text: "*" })
        {
            return new StatementPrincipals([new PrincipalName(PrincipalCategory.Aws, "*")], isNot);
        }

        if (node.Kind != SourceKind.Object)
        {
            const string Message = "a principal is `\"*\"` or an object such as `{\"AWS\": …}`";
            const string Hint = "write `{\"AWS\": \"arn:aws:iam::111122223333:role/name\"}` or `{\"Service\": …}`";
            var sentence =
                node.Kind == SourceKind.String
                    ? IamSentences.InvalidPrincipal("AWS", node.Text)
                    : IamSentences.SyntaxErrors;
            faults.Add(FaultCodes.InvalidPrincipalFormat, Message, Hint, node, sentence);
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
            const string Hint = "name an account, a role, a user or a service";
            faults.Add(FaultCodes.MissingPrincipal, Message, Hint, node, IamSentences.StatementWithoutPrincipals);
        }

        return new StatementPrincipals(names.ToImmutable(), isNot);
    }

    private void ReadMember(SourceMember member, ImmutableArray<PrincipalName>.Builder names)
    {
        if (!TryGetCategory(member.Name, out var category))
        {
            var message = $"`{member.Name}` is not a kind of principal: `AWS`, `Service`, `Federated`, `CanonicalUser`";
            var sentence = IamSentences.InvalidPrincipal(member.Name, member.Value.Text);
            var hint = NearestName.Hint(member.Name, Keys) ?? "write one of these four";
            faults.Add(FaultCodes.InvalidPrincipalKey, message, hint, member, sentence);
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
                const string Hint = "write it in quotes; account ids too";
                faults.Add(FaultCodes.DataTypeMismatch, message, Hint, item, IamSentences.SyntaxErrors);
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
        var isAnyone = text == "*" && category == PrincipalCategory.Aws;
        if (!isAnyone && text.AsSpan().ContainsAny('*', '?'))
        {
            var message = $"the principal `{text}` has a wildcard";
            const string Hint = "name the account here and compare `aws:PrincipalArn` in a condition with `ArnLike`";
            var sentence = IamSentences.InvalidPrincipal(key, text);
            faults.Add(FaultCodes.UnsupportedWildcardInPrincipal, message, Hint, node, sentence);
        }
        else if (!isAnyone && !IsWellFormed(category, text))
        {
            var message = $"`{text}` is not a principal of the kind `{key}`";
            var sentence = IamSentences.InvalidPrincipal(key, text);
            faults.Add(FaultCodes.InvalidPrincipalFormat, message, HintFor(category), node, sentence);
        }
    }

    private static string HintFor(PrincipalCategory category) =>
        category switch
        {
            PrincipalCategory.Aws => "write 12 digits, or the ARN of an account's root, a role, a user or a session",
            PrincipalCategory.Service => "write the service's whole name, as in `ecs-tasks.amazonaws.com`",
            PrincipalCategory.CanonicalUser => "canonical users stand in policies of buckets only",
            _ => "write the ARN of a provider, or its name",
        };

    private bool IsWellFormed(PrincipalCategory category, string text) =>
        category switch
        {
            PrincipalCategory.Aws => AccountId.TryParse(text, out _) || IsUniqueId(text) || IsPrincipalArn(text),
            PrincipalCategory.Service => ServicePrincipalSyntax.IsName(text),
            PrincipalCategory.CanonicalUser => kind == PolicyKind.Resource && text.Length > 0,
            _ => text.Length > 0,
        };

    private static bool IsPrincipalArn(string text) =>
        Arn.TryParse(text, out var arn)
        && (AccountId.TryParse(arn.Account, out _) || arn.Account is CloudFront)
        && arn.Region.Length == 0
        && arn.Service switch
        {
            "iam" => arn.Resource == "root"
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
