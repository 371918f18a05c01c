using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>Reads the statements of one document; knows what its kind of policy may say.</summary>
internal sealed class StatementReader(PolicyKind kind, FaultList faults)
{
    private readonly HashSet<string> _sids = new(StringComparer.Ordinal);
    private readonly PrincipalReader _principals = new(kind, faults);
    private readonly ConditionReader _conditions = new(faults);

    private bool NamesPrincipals =>
        kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.ResourceControl or PolicyKind.Endpoint;

    public PolicyStatement Read(SourceNode node, int index)
    {
        if (node.Kind != SourceKind.Object)
        {
            faults.Add(FaultCodes.DataTypeMismatch, "a statement is a JSON object", node, IamSentences.SyntaxErrors);
        }
        else
        {
            RefuseUnknownElements(node);
            RefusePairs(node);
        }

        var isNotAction = node.Find("NotAction") is not null;
        var isNotResource = node.Find("NotResource") is not null;
        return new PolicyStatement
        {
            Index = index,
            Sid = ReadSid(node),
            Effect = ReadEffect(node),
            Principals = ReadPrincipals(node),
            IsNotAction = isNotAction,
            Actions = ReadActions(node, isNotAction ? "NotAction" : "Action"),
            IsNotResource = isNotResource,
            Resources = ReadResources(node, isNotResource ? "NotResource" : "Resource"),
            Conditions = node.Find("Condition") is { } block ? _conditions.Read(block) : [],
            Line = node.Position.Line,
            Column = node.Position.Column,
        };
    }

    private void RefuseUnknownElements(SourceNode node)
    {
        foreach (var member in node.Members)
        {
            var isKnown =
                member.Name
                is "Sid"
                    or "Effect"
                    or "Principal"
                    or "NotPrincipal"
                    or "Action"
                    or "NotAction"
                    or "Resource"
                    or "NotResource"
                    or "Condition";
            if (!isKnown)
            {
                var message = $"a statement has no element `{member.Name}`";
                var path = member.Value.Path;
                faults.Add(FaultCodes.InvalidPolicyElement, message, member.Position, path, IamSentences.SyntaxErrors);
            }
        }
    }

    private void RefusePairs(SourceNode node)
    {
        foreach (var name in (ReadOnlySpan<string>)["Action", "Resource", "Principal"])
        {
            if (node.Find(name) is not null && node.Find($"Not{name}") is { } second)
            {
                var message = $"a statement has either `{name}` or `Not{name}`";
                faults.Add(FaultCodes.UnsupportedCombination, message, second, IamSentences.SyntaxErrors);
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
            faults.Add(FaultCodes.DataTypeMismatch, "`Sid` is a string", node, IamSentences.SyntaxErrors);
        }
        else if (kind != PolicyKind.Resource && !node.Text.All(char.IsAsciiLetterOrDigit))
        {
            var message = $"the Sid `{node.Text}` has characters other than letters and digits";
            faults.Add(FaultCodes.UnsupportedSid, message, node, IamSentences.SidCharacters);
        }
        else if (node.Text.Length > 0 && !_sids.Add(node.Text))
        {
            var message = $"the Sid `{node.Text}` names two statements";
            faults.Add(FaultCodes.UniqueSids, message, node, IamSentences.DuplicateSids);
        }

        return node.Text;
    }

    private Effect ReadEffect(SourceNode statement)
    {
        var node = statement.Find("Effect");
        if (node is null)
        {
            if (statement.Kind == SourceKind.Object)
            {
                const string Message = "a statement says `Allow` or `Deny` in `Effect`";
                faults.Add(FaultCodes.MissingEffect, Message, statement, IamSentences.SyntaxErrors);
            }

            return Effect.Deny;
        }

        if (node is not { Kind: SourceKind.String, Text: "Allow" or "Deny" })
        {
            var isOtherCase = node.Text.ToUpperInvariant() is "ALLOW" or "DENY";
            var message = $"`Effect` is `Allow` or `Deny`, not `{node.Text}`";
            var sentence = isOtherCase ? IamSentences.LegacyParsing : IamSentences.SyntaxErrors;
            faults.Add(FaultCodes.InvalidEffect, message, node, sentence);
        }

        return node.Text is "Allow" ? Effect.Allow : Effect.Deny;
    }

    private StatementPrincipals? ReadPrincipals(SourceNode statement)
    {
        var node = statement.Find("Principal") ?? statement.Find("NotPrincipal");
        var isNot = statement.Find("NotPrincipal") is not null;
        if (!NamesPrincipals)
        {
            if (node is not null)
            {
                const string Message = "only resource and trust policies name principals";
                faults.Add(FaultCodes.UnsupportedPrincipal, Message, node, IamSentences.NoPrincipalAllowed);
            }

            return null;
        }

        if (node is null)
        {
            if (statement.Kind == SourceKind.Object)
            {
                const string Message = "the statement names no principal";
                var sentence =
                    kind == PolicyKind.Trust ? IamSentences.StatementWithoutPrincipals : IamSentences.PrincipalRequired;
                faults.Add(FaultCodes.MissingPrincipal, Message, statement, sentence);
            }

            return null;
        }

        RefuseNotPrincipal(statement, node, isNot);
        return _principals.Read(node, isNot);
    }

    private void RefuseNotPrincipal(SourceNode statement, SourceNode node, bool isNot)
    {
        if (isNot && kind == PolicyKind.Trust)
        {
            const string Message = "a trust policy has no `NotPrincipal`";
            faults.Add(FaultCodes.UnsupportedPrincipal, Message, node, IamSentences.Prohibited("NotPrincipal"));
        }
        else if (isNot && statement.Find("Effect") is { Text: "Allow" })
        {
            const string Message = "`NotPrincipal` goes with `Deny` only";
            faults.Add(FaultCodes.UnsupportedCombination, Message, node, IamSentences.Prohibited("NotPrincipal"));
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
                faults.Add(FaultCodes.MissingAction, Message, node ?? statement, IamSentences.NoActions);
            }

            return [];
        }

        return ReadTexts(node, element, ActionSyntax.For(kind, faults));
    }

    private ImmutableArray<string> ReadResources(SourceNode statement, string element)
    {
        var node = statement.Find(element);
        if (kind == PolicyKind.Trust)
        {
            if (node is not null)
            {
                const string Message = "a trust policy has no resource: the role is implied";
                faults.Add(FaultCodes.UnsupportedResource, Message, node, IamSentences.ResourceProhibited);
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
                faults.Add(FaultCodes.MissingResource, Message, node ?? statement, IamSentences.NoResources);
            }

            return [];
        }

        return ReadTexts(node, element, resource => ResourceSyntax.Check(resource, faults));
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
                faults.Add(FaultCodes.DataTypeMismatch, message, item, IamSentences.SyntaxErrors);
            }
        }

        return texts.ToImmutable();
    }
}
