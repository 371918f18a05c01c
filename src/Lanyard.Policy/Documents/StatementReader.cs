using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>Reads the statements of one document; knows what its kind of policy may say.</summary>
internal sealed class StatementReader(PolicyKind kind, PolicyVersion version, FaultList faults)
{
    private static readonly string[] Elements =
    [
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];

    private static readonly string[] Effects = ["Allow", "Deny"];

    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private readonly PrincipalReader _principals = new(kind, faults);
    private readonly ConditionReader _conditions = new(version, faults);
    private readonly Action<SourceNode> _checkAction = ActionSyntax.For(kind, faults);

    private bool NamesPrincipals =>
        kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.ResourceControl or PolicyKind.Endpoint;

    // The services that keep these, unlike IAM, take any text, and the same more than once.
    private bool HasFreeSids => kind is PolicyKind.Resource or PolicyKind.Endpoint;

    public PolicyStatement Read(SourceNode node, int index)
    {
        if (node.Kind != SourceKind.Object)
        {
            const string Hint = "write `{\"Effect\": …, \"Action\": …, \"Resource\": …}`";
            faults.Add(
                FaultCodes.DataTypeMismatch,
                "a statement is a JSON object",
                Hint,
                node,
                IamSentences.SyntaxErrors
            );
        }
        else
        {
            RefuseUnknownElements(node);
            RefusePairs(node);
        }

        var isNotAction = node.Find("NotAction") is not null;
        var isNotResource = node.Find("NotResource") is not null;
        var effect = ReadEffect(node);
        var statement = new PolicyStatement
        {
            Index = index,
            Sid = ReadSid(node),
            Effect = effect,
            Principals = ReadPrincipals(node),
            IsNotAction = isNotAction,
            Actions = ReadActions(node, isNotAction ? "NotAction" : "Action"),
            IsNotResource = isNotResource,
            Resources = ReadResources(node, isNotResource ? "NotResource" : "Resource"),
            Conditions = node.Find("Condition") is { } block ? _conditions.Read(block, effect == Effect.Allow) : [],
            Line = node.Position.Line,
            Column = node.Position.Column,
        };
        StatementReview.Check(statement, node, kind, faults);
        return statement;
    }

    private void RefuseUnknownElements(SourceNode node)
    {
        foreach (var member in node.Members.Where(one => !Elements.Contains(one.Name, StringComparer.Ordinal)))
        {
            var message = $"a statement has no element `{member.Name}`";
            var hint = NearestName.Hint(member.Name, Elements) ?? $"remove it; there are {Listed(Elements)}";
            faults.Add(FaultCodes.InvalidPolicyElement, message, hint, member, IamSentences.SyntaxErrors);
        }
    }

    private static string Listed(string[] names) => string.Join(", ", names.Select(name => $"`{name}`"));

    private void RefusePairs(SourceNode node)
    {
        foreach (var name in (ReadOnlySpan<string>)["Action", "Resource", "Principal"])
        {
            if (node.Find(name) is not null && node.Find($"Not{name}") is { } second)
            {
                var message = $"a statement has either `{name}` or `Not{name}`";
                const string Hint = "remove one of them, or write two statements";
                faults.Add(FaultCodes.UnsupportedCombination, message, Hint, second, IamSentences.SyntaxErrors);
            }
        }
    }

    private string? ReadSid(SourceNode statement)
    {
        var node = statement.Find("Sid");
        if (node is null)
        {
            return null;
        }

        if (node.Kind != SourceKind.String)
        {
            faults.Add(
                FaultCodes.DataTypeMismatch,
                "`Sid` is a string",
                "write it in quotes",
                node,
                IamSentences.SyntaxErrors
            );
        }
        else if (!HasFreeSids && !node.Text.All(char.IsAsciiLetterOrDigit))
        {
            var message = $"the Sid `{node.Text}` has characters other than letters and digits";
            var hint = $"write `{string.Concat(node.Text.Where(char.IsAsciiLetterOrDigit))}`";
            faults.Add(FaultCodes.UnsupportedSid, message, hint, node, IamSentences.SidCharacters);
        }
        else if (node.Text.Length > 0 && !_sids.Add(node.Text))
        {
            RefuseSecondSid(node);
        }

        return node.Text;
    }

    private void RefuseSecondSid(SourceNode node)
    {
        var message = $"the Sid `{node.Text}` names two statements";
        var hint = $"name this one otherwise, as in `{node.Text}2`, or not at all";
        if (HasFreeSids)
        {
            faults.Warn(FaultCodes.UniqueSidsRecommended, message, hint, node);
        }
        else
        {
            faults.Add(FaultCodes.UniqueSids, message, hint, node, IamSentences.DuplicateSids);
        }
    }

    private Effect ReadEffect(SourceNode statement)
    {
        var node = statement.Find("Effect");
        if (node is null)
        {
            if (statement.Kind == SourceKind.Object)
            {
                const string Message = "a statement says `Allow` or `Deny` in `Effect`";
                const string Hint = "add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`";
                faults.Add(FaultCodes.MissingEffect, Message, Hint, statement, IamSentences.SyntaxErrors);
            }

            return Effect.Deny;
        }

        if (node is not { Kind: SourceKind.String, Text: "Allow" or "Deny" })
        {
            var isOtherCase = node.Text.ToUpperInvariant() is "ALLOW" or "DENY";
            var message = $"`Effect` is `Allow` or `Deny`, not `{node.Text}`";
            var hint = NearestName.Hint(node.Text, Effects) ?? "write `Allow` or `Deny`, with a capital";
            var sentence = isOtherCase ? IamSentences.LegacyParsing : IamSentences.SyntaxErrors;
            faults.Add(FaultCodes.InvalidEffect, message, hint, node, sentence);
        }

        return node.Text == "Allow" ? Effect.Allow : Effect.Deny;
    }

    private StatementPrincipals? ReadPrincipals(SourceNode statement)
    {
        var node = statement.Find("Principal") ?? statement.Find("NotPrincipal");
        if (!NamesPrincipals)
        {
            if (node is not null)
            {
                RefusePrincipals(node);
            }

            return null;
        }

        if (node is null)
        {
            if (statement.Kind == SourceKind.Object)
            {
                const string Message = "the statement names no principal";
                const string Hint = "add `\"Principal\": \"*\"`, or `{\"AWS\": …}` or `{\"Service\": …}`";
                var sentence =
                    kind == PolicyKind.Trust ? IamSentences.StatementWithoutPrincipals : IamSentences.PrincipalRequired;
                faults.Add(FaultCodes.MissingPrincipal, Message, Hint, statement, sentence);
            }

            return null;
        }

        var isNot = statement.Find("NotPrincipal") is not null;
        if (kind == PolicyKind.ResourceControl)
        {
            return ResourceControlRules.ReadPrincipals(node, isNot, faults);
        }

        RefuseNotPrincipal(statement, node, isNot);
        return _principals.Read(node, isNot);
    }

    private void RefusePrincipals(SourceNode node)
    {
        if (kind == PolicyKind.ServiceControl)
        {
            const string Message = "a service control policy names no principals: it is about all of the account";
            const string Hint = "remove it, and compare `aws:PrincipalArn` in a condition";
            faults.Add(FaultCodes.ServiceControlPrincipal, Message, Hint, node, IamSentences.OrganizationsRefusal);
        }
        else
        {
            const string Message = "only resource and trust policies name principals";
            const string Hint = "remove it: the policy is about whoever it is attached to";
            faults.Add(FaultCodes.UnsupportedPrincipal, Message, Hint, node, IamSentences.NoPrincipalAllowed);
        }
    }

    private void RefuseNotPrincipal(SourceNode statement, SourceNode node, bool isNot)
    {
        if (isNot && kind == PolicyKind.Trust)
        {
            const string Message = "a trust policy has no `NotPrincipal`";
            const string Hint = "name in `Principal` those who may, or compare `aws:PrincipalArn` in a condition";
            var sentence = IamSentences.Prohibited("NotPrincipal");
            faults.Add(FaultCodes.TrustNotPrincipal, Message, Hint, node, sentence);
        }
        else if (isNot && statement.Find("Effect") is { Text: "Allow" })
        {
            const string Message = "`NotPrincipal` goes with `Deny` only";
            const string Hint = "name in `Principal` those who may";
            var sentence = IamSentences.Prohibited("NotPrincipal");
            faults.Add(FaultCodes.UnsupportedCombination, Message, Hint, node, sentence);
        }
    }

    private ImmutableArray<string> ReadActions(SourceNode statement, string element)
    {
        var node = statement.Find(element);
        if (node is null || node is { Kind: SourceKind.Array, Items.Count: 0 })
        {
            if (statement.Kind == SourceKind.Object)
            {
                const string Message = "the statement has no action";
                const string Hint = "add `\"Action\": \"service:Action\"`";
                faults.Add(FaultCodes.MissingAction, Message, Hint, node ?? statement, IamSentences.NoActions);
            }

            return [];
        }

        return ReadTexts(node, element, _checkAction);
    }

    private ImmutableArray<string> ReadResources(SourceNode statement, string element)
    {
        var node = statement.Find(element);
        if (kind == PolicyKind.Trust)
        {
            if (node is not null)
            {
                const string Message = "a trust policy has no resource: the role is implied";
                var hint = $"remove `{element}`";
                faults.Add(FaultCodes.TrustResource, Message, hint, node, IamSentences.ResourceProhibited);
            }

            return [];
        }

        if (node is null || node is { Kind: SourceKind.Array, Items.Count: 0 })
        {
            // Some services' resource policies, ECR's among them, imply the resource as trust policies do.
            var isImplied = node is null && kind == PolicyKind.Resource;
            if (!isImplied && statement.Kind == SourceKind.Object)
            {
                const string Message = "the statement has no resource";
                const string Hint = "add `\"Resource\": \"*\"`, or better the ARNs it is about";
                faults.Add(FaultCodes.MissingResource, Message, Hint, node ?? statement, IamSentences.NoResources);
            }

            return [];
        }

        return ReadTexts(node, element, CheckResource);
    }

    private void CheckResource(SourceNode resource)
    {
        ResourceSyntax.Check(resource, faults);
        VariableSyntax.Check(resource, version, faults);
    }

    private ImmutableArray<string> ReadTexts(SourceNode node, string element, Action<SourceNode> check)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in node.AsList())
        {
            if (item.Kind == SourceKind.String)
            {
                check(item);
                texts.Add(item.Text);
            }
            else
            {
                var message = $"`{element}` is a string or a list of strings";
                const string Hint = "write each entry in quotes";
                faults.Add(FaultCodes.DataTypeMismatch, message, Hint, item, IamSentences.SyntaxErrors);
            }
        }

        return texts.ToImmutable();
    }
}
