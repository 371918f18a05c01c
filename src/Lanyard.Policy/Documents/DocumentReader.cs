using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>Turns a text into a document or a list of all its faults.</summary>
internal static class DocumentReader
{
    private const char LastCharacter = '\u00FF';

    private static readonly string[] Elements = ["Version", "Id", "Statement"];

    public static PolicyParseResult Read(string json, PolicyKind kind, PolicyLimits limits)
    {
        var faults = new FaultList(kind);
        var document = CheckText(json, limits.Document, faults) ? ReadDocument(json, kind, faults) : null;
        if (document is not null)
        {
            DocumentSize.Check(document, kind, limits, faults);
        }

        return new PolicyParseResult(faults.HasErrors ? null : document, faults.Errors, faults.Warnings);
    }

    private static bool CheckText(string json, int limit, FaultList faults)
    {
        if (json.Length > limit)
        {
            var message = $"the document has {json.Length} characters, more than {limit}";
            const string Hint = "divide it into several policies";
            faults.Add(FaultCodes.DocumentTooLong, message, Hint, new SourcePosition(1, 1), "", IamSentences.TooLong);
            return false;
        }

        var (line, column) = (1, 1);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value > LastCharacter || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r')))
            {
                // The first stands for all: a text in another script would have a fault for each of its letters.
                var message = $"the character U+{rune.Value:X4} is not allowed in a policy";
                const string Hint = "write characters of Latin-1 only (up to U+00FF), with tabs and line ends";
                var position = new SourcePosition(line, column);
                faults.Add(FaultCodes.InvalidCharacter, message, Hint, position, "", IamSentences.BadCharacter);
                break;
            }

            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return true;
    }

    private static PolicyDocument? ReadDocument(string json, PolicyKind kind, FaultList faults)
    {
        var root = SourceReader.Read(json, faults);
        if (root is null)
        {
            return null;
        }

        if (root.Kind != SourceKind.Object)
        {
            const string Message = "a policy is a JSON object";
            const string Hint = "write `{\"Version\": \"2012-10-17\", \"Statement\": […]}`";
            var sentence = kind == PolicyKind.Trust ? IamSentences.InvalidJson : IamSentences.SyntaxErrors;
            faults.Add(FaultCodes.DataTypeMismatch, Message, Hint, root, sentence);
            return null;
        }

        foreach (var member in root.Members.Where(member => !Elements.Contains(member.Name, StringComparer.Ordinal)))
        {
            var message = $"a policy has no element `{member.Name}`";
            var hint = NearestName.Hint(member.Name, Elements) ?? "remove it, or move it into a statement";
            faults.Add(FaultCodes.InvalidPolicyElement, message, hint, member, IamSentences.SyntaxErrors);
        }

        var version = ReadVersion(root, kind, faults);
        var id = ReadId(root, kind, faults);
        return new PolicyDocument(json, version, id, ReadStatements(root, version, kind, faults));
    }

    private static PolicyVersion ReadVersion(SourceNode root, PolicyKind kind, FaultList faults)
    {
        const string Hint = "write `\"Version\": \"2012-10-17\"`";
        var node = root.Find("Version");
        var version = node is { Kind: SourceKind.String, Text: "2012-10-17" }
            ? PolicyVersion.V2012
            : PolicyVersion.V2008;
        if (node is not null && node is not { Kind: SourceKind.String, Text: "2012-10-17" or "2008-10-17" })
        {
            const string Message = "the version is either `2012-10-17` or `2008-10-17`";
            faults.Add(FaultCodes.InvalidVersion, Message, Hint, node, IamSentences.SyntaxErrors);
        }
        else if (kind == PolicyKind.Managed && version == PolicyVersion.V2008)
        {
            const string Message = "a managed policy needs `\"Version\": \"2012-10-17\"`";
            faults.Add(FaultCodes.InvalidVersion, Message, Hint, node ?? root, IamSentences.OldVersion);
        }
        else if (node is null)
        {
            const string Message = "without a version the document is of `2008-10-17`, which has no policy variables";
            faults.Warn(FaultCodes.MissingVersion, Message, Hint, root);
        }

        return version;
    }

    private static string? ReadId(SourceNode root, PolicyKind kind, FaultList faults)
    {
        var node = root.Find("Id");
        if (node is not null && node.Kind != SourceKind.String)
        {
            const string Hint = "write it in quotes";
            faults.Add(FaultCodes.DataTypeMismatch, "`Id` is a string", Hint, node, IamSentences.SyntaxErrors);
        }
        else if (node is not null && kind is not (PolicyKind.Resource or PolicyKind.Trust or PolicyKind.Endpoint))
        {
            const string Message = "`Id` means something in policies of resources only";
            faults.Warn(FaultCodes.InvalidPolicyElement, Message, "remove `Id`", node);
        }

        return node?.Text;
    }

    private static ImmutableArray<PolicyStatement> ReadStatements(
        SourceNode root,
        PolicyVersion version,
        PolicyKind kind,
        FaultList faults
    )
    {
        var node = root.Find("Statement");
        if (node is null || node is { Kind: SourceKind.Array, Items.Count: 0 })
        {
            const string Message = "a policy has at least one statement";
            const string Hint = "add a statement to `\"Statement\": […]`";
            faults.Add(FaultCodes.MissingStatement, Message, Hint, node ?? root, IamSentences.SyntaxErrors);
            return [];
        }

        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        var reader = new StatementReader(kind, version, faults);
        foreach (var item in node.AsList())
        {
            statements.Add(reader.Read(item, statements.Count));
        }

        return statements.ToImmutable();
    }
}
