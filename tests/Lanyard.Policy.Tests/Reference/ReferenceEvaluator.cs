using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests.Reference;

/// <summary>
/// The rules of IAM as a short program: written from the documentation over the policies' JSON, with no regard for speed
/// and nothing of the engine's own matching. The engine is right when both decide alike.
/// </summary>
internal sealed class ReferenceEvaluator(AuthorizationRequest request, bool hasBoundary)
{
    private enum Named
    {
        Nobody,
        Account,
        Role,
        Directly,
    }

    public static DecisionOutcome Decide(AuthorizationRequest request, Layers layers)
    {
        var who = request.Principal;
        var evaluator = new ReferenceEvaluator(request, layers.Boundary is not null);
        string[][] levels =
        [
            .. evaluator.HasAccount && !evaluator.IsServiceLinked ? layers.ServiceControl : [],
            .. evaluator.IsControlled && !evaluator.IsServiceLinked ? layers.ResourceControl : [],
        ];
        static string[] Layer(string? policy) => policy is null ? [] : [policy];
        var (boundary, resource) = (Layer(layers.Boundary), Layer(layers.Resource));
        var (endpoint, session) = (Layer(layers.Endpoint), layers.Session);
        var controls = levels.SelectMany(level => level);
        string[] all = [.. layers.Identity, .. session, .. boundary, .. resource, .. endpoint, .. controls];
        if (evaluator.Matched(all, "Deny") != Named.Nobody)
        {
            return DecisionOutcome.ExplicitDeny;
        }

        bool Permits(string[] layer) => layer.Length == 0 || evaluator.Matched(layer, "Allow") != Named.Nobody;
        var isSameAccount = (request.ResourceAccount ?? who.Account) == who.Account;
        var granted = evaluator.Matched(resource, "Allow");
        var hasPermissions = who.Type != PrincipalType.FederatedUser || session.Length > 0;
        var identityAllows =
            who.Type == PrincipalType.Root
            || (hasPermissions && layers.Identity.Length > 0 && Permits(layers.Identity));
        var limitsAllow = Permits(boundary) && Permits(session);
        var isAllowed = who.Type switch
        {
            _ when !evaluator.HasAccount => granted != Named.Nobody,
            _ when !isSameAccount => granted != Named.Nobody && identityAllows && limitsAllow,
            _ when granted == Named.Directly => true,
            _ when granted == Named.Role && limitsAllow => true,
            _ when layers.IsRequired && granted == Named.Nobody => false,
            _ => identityAllows && limitsAllow,
        };
        var isLetPass = Permits(endpoint) && levels.All(level => level.Length > 0 && Permits(level));
        return isAllowed && isLetPass ? DecisionOutcome.Allow : DecisionOutcome.ImplicitDeny;
    }

    private bool HasAccount => request.Principal.Account != default;

    private bool IsServiceLinked => request.Principal.RoleArn?.Contains(":role/aws-service-role/") == true;

    private bool IsControlled => ControlPolicies.ServicesWithResourceControl.Contains(request.Action.Split(':')[0]);

    /// <summary>The closest way in which a matching statement of the effect names the caller.</summary>
    private Named Matched(string[] policies, string effect) =>
        policies.SelectMany(policy => Matched(policy, effect)).DefaultIfEmpty(Named.Nobody).Max();

    private IEnumerable<Named> Matched(string policy, string effect)
    {
        var document = JsonNode.Parse(policy)!.AsObject();
        var hasVariables = (string?)document["Version"] == "2012-10-17";
        return Items(document["Statement"]!)
            .Select(statement => statement!.AsObject())
            .Where(statement => (string?)statement["Effect"] == effect)
            .Where(statement => IsAction(statement) && IsResource(statement, hasVariables))
            .Where(statement => ConditionsHold(statement, hasVariables))
            .Select(Names);
    }

    private bool IsAction(JsonObject statement)
    {
        var asked = Lower(request.Action);
        bool Lists(string element) =>
            Texts(statement[element]!).Any(action => IsLike(Tokens(Lower(action), false, true)!, asked));
        return statement.ContainsKey("Action") ? Lists("Action") : !Lists("NotAction");
    }

    private bool IsResource(JsonObject statement, bool hasVariables)
    {
        bool Lists(string element) =>
            Texts(statement[element]!).Any(pattern => IsLikeArn(pattern, request.Resource, hasVariables, false));
        return statement.ContainsKey("Resource") ? Lists("Resource")
            : statement.ContainsKey("NotResource") ? !Lists("NotResource")
            : true;
    }

    private bool IsLikeArn(string pattern, string text, bool hasVariables, bool isCondition)
    {
        var fields = Regex.Split(pattern, hasVariables ? @":(?![^${}]*\})" : ":");
        if (pattern == "*")
        {
            return !isCondition || text.Split(':').Length >= 6;
        }

        var parts = text.Split(':', 6);
        if (parts.Length < 6 || (isCondition && fields.Length < 6))
        {
            return false;
        }

        bool IsLikeField(string wanted, int i) =>
            Tokens(wanted, hasVariables && (i == 5 || isCondition), true) is { } tokens && IsLike(tokens, parts[i]);
        return fields.Take(5).Select(IsLikeField).All(isLike => isLike)
            && (fields.Length < 6 || IsLikeField(string.Join(':', fields.Skip(5)), 5));
    }

    private Named Names(JsonObject statement)
    {
        if (statement["NotPrincipal"] is { } spared)
        {
            Named[] chain = request.Principal.Type switch
            {
                PrincipalType.RoleSession => [Named.Account, Named.Role, Named.Directly],
                PrincipalType.User or PrincipalType.FederatedUser => [Named.Account, Named.Directly],
                _ => [Named.Directly],
            };
            var listed = Principals(spared).ToList();
            var isSpared =
                listed.Exists(one => one.Text == "*") || listed.Select(Match).ToHashSet().IsSupersetOf(chain);
            return isSpared && !hasBoundary ? Named.Nobody : Named.Directly;
        }

        return statement["Principal"] is { } principal
            ? Principals(principal).Select(Match).DefaultIfEmpty(Named.Nobody).Max()
            : Named.Directly;
    }

    private static IEnumerable<(string Kind, string Text)> Principals(JsonNode principal) =>
        principal is JsonObject map
            ? map.SelectMany(member => Texts(member.Value!).Select(text => (member.Key, text)))
            : [("AWS", (string)principal!)];

    private Named Match((string Kind, string Text) principal)
    {
        var who = request.Principal;
        var (kind, text) = principal;
        if (kind != "AWS" || text == "*" || !HasAccount)
        {
            var name =
                kind == "Service" ? who.ServiceName
                : kind == "Federated" ? who.ProviderName
                : "*";
            return text == name ? Named.Directly : Named.Nobody;
        }

        var isAccount = text == who.Account.ToString() || text == $"arn:aws:iam::{who.Account}:root";
        var asAccount = who.Type == PrincipalType.Root ? Named.Directly : Named.Account;
        return isAccount ? asAccount
            : text == who.Arn ? Named.Directly
            : text == who.RoleArn || text == who.UserArn ? Named.Role
            : Named.Nobody;
    }

    private bool ConditionsHold(JsonObject statement, bool hasVariables) =>
        statement["Condition"] is not JsonObject block
        || block.All(operators =>
            operators.Value!.AsObject().All(key => Holds(operators.Key, key.Key, [.. Texts(key.Value!)], hasVariables))
        );

    private bool Holds(string name, string key, string[] wanted, bool hasVariables)
    {
        var isPresent = request.Context.Values.TryGetValue(key, out var values) && values.Length > 0;
        var isNullSet = !isPresent || values!.All(value => value.Length == 0);
        if (name == "Null")
        {
            return wanted.Contains(isNullSet ? "true" : "false");
        }

        var parts = Regex.Match(name, "^(?<set>For(All|Any)Values?:)?(?<base>.+?)(?<exists>IfExists)?$");
        var comparison = parts.Groups["base"].Value;
        var isNegated = comparison.Contains("Not", StringComparison.Ordinal);
        comparison = comparison.Replace("Not", "", StringComparison.Ordinal);
        bool One(string value) => wanted.Any(want => Compare(comparison, value, want, hasVariables)) != isNegated;
        return parts.Groups["set"].Value switch
        {
            "ForAllValues:" => isNullSet || values!.All(One),
            "ForAnyValue:" => isPresent ? !isNullSet && values!.Any(One) : parts.Groups["exists"].Success,
            _ when !isPresent => isNegated || parts.Groups["exists"].Success,
            _ => values!.Length == 1 && key != "aws:TagKeys" && One(values[0]),
        };
    }

    private bool Compare(string comparison, string value, string want, bool hasVariables) =>
        comparison switch
        {
            "StringEquals" => Tokens(want, hasVariables, false) is { } tokens && IsLike(tokens, value),
            "StringEqualsIgnoreCase" => Tokens(want, hasVariables, false) is { } tokens
                && IsLike([.. tokens.Select(token => token with { Text = Lower(token.Text) })], Lower(value)),
            "StringLike" => Tokens(want, hasVariables, true) is { } tokens && IsLike(tokens, value),
            "ArnEquals" or "ArnLike" => value.StartsWith("arn:", StringComparison.Ordinal)
                && IsLikeArn(want, value, hasVariables, true),
            "Bool" => Lower(value) is "true" or "false" && Lower(value) == Lower(want),
            "BinaryEquals" => Convert.FromBase64String(value).SequenceEqual(Convert.FromBase64String(want)),
            "IpAddress" => IsInNetwork(value, want),
            _ when comparison[..4] == "Date" => InOrder(comparison, (Date(value) - Date(want))?.Ticks),
            _ => InOrder(comparison, Number(value) - Number(want)),
        };

    private static bool InOrder(string comparison, decimal? compared) =>
        (compared == 0 && comparison.EndsWith("Equals", StringComparison.Ordinal))
        || (compared < 0 && comparison.Contains("Less", StringComparison.Ordinal))
        || (compared > 0 && comparison.Contains("Greater", StringComparison.Ordinal));

    private static decimal? Number(string text) =>
        Regex.IsMatch(text, @"^-?\d+(\.\d+)?$") ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static DateTimeOffset? Date(string text) =>
        Regex.IsMatch(text, @"^(\d{1,3}|\d{5,})$")
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture))
        : Regex.IsMatch(text, "^[0-9]{4}-")
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
        : null;

    private static bool IsInNetwork(string value, string want)
    {
        var length = IPAddress.TryParse(want, out var single) ? single.GetAddressBytes().Length * 8 : 0;
        var network = IPNetwork.Parse(single is null ? want : $"{want}/{length}");
        // The runtime also reads `12` and `12.0` as addresses.
        return Regex.IsMatch(value, @"^\d+(\.\d+){3}$|:")
            && IPAddress.TryParse(value, out var address)
            && network.Contains(address);
    }

    /// <summary>A pattern as single characters and wildcards; null when a variable has no value.</summary>
    private List<Token>? Tokens(string pattern, bool hasVariables, bool hasWildcards)
    {
        var tokens = new List<Token>();
        foreach (Match part in Regex.Matches(pattern, @"\$\{(?<name>[^}]*)\}|.", RegexOptions.Singleline))
        {
            if (!hasVariables || !part.Groups["name"].Success)
            {
                tokens.AddRange(part.Value.Select(c => new Token(hasWildcards && c is '*' or '?', c.ToString())));
                continue;
            }

            if (Resolve(part.Groups["name"].Value) is not { } value)
            {
                return null;
            }

            tokens.AddRange(value.Select(c => new Token(false, c.ToString())));
        }

        return tokens;
    }

    private string? Resolve(string variable)
    {
        var parts = variable.Split(", ", 2);
        var isFound = request.Context.Values.TryGetValue(parts[0], out var values) && values.Length == 1;
        return variable is "*" or "?" or "$" ? variable
            : isFound && parts[0] != "aws:TagKeys" ? values![0]
            : parts.Length == 2 ? parts[1].Trim('\'')
            : null;
    }

    private static bool IsLike(List<Token> tokens, string text)
    {
        // Which beginnings of the text the tokens so far can make.
        var reached = new HashSet<int> { 0 };
        foreach (var token in tokens)
        {
            reached = token switch
            {
                { IsWildcard: true, Text: "*" } =>
                [
                    .. Enumerable.Range(0, text.Length + 1).SkipWhile(at => !reached.Contains(at)),
                ],
                { IsWildcard: true } => [.. reached.Where(at => at < text.Length).Select(at => at + 1)],
                _ => [.. reached.Where(at => at < text.Length && text[at] == token.Text[0]).Select(at => at + 1)],
            };
        }

        return reached.Contains(text.Length);
    }

    private static string Lower(string text) => text.ToLowerInvariant();

    private static JsonArray Items(JsonNode node) => node as JsonArray ?? new JsonArray(node.DeepClone());

    private static IEnumerable<string> Texts(JsonNode node) => Items(node).Select(item => item!.ToString());

    private sealed record Token(bool IsWildcard, string Text);
}
