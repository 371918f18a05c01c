using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>Turns a text into a document or a list of all its faults.</summary>
internal static class DocumentReader
{
    // The longest document that IAM's API takes, before any quota.
    private const int MaximumLength = 131_072;
    private const char LastCharacter = '\u00FF';

    public static PolicyParseResult Read(string json, PolicyKind kind)
    {
        var faults = new FaultList();
        var document = CheckText(json, faults) ? ReadDocument(json, kind, faults) : null;
        return new PolicyParseResult(faults.IsEmpty ? document : null, faults.InDocumentOrder());
    }

    private static bool CheckText(string json, FaultList faults)
    {
        if (json.Length > MaximumLength)
        {
            var message = $"the document has {json.Length} characters, more than {MaximumLength}";
            faults.Add(FaultCodes.DocumentTooLong, message, new SourcePosition(1, 1), "", IamSentences.TooLong);
            return false;
        }

        var (line, column) = (1, 1);
        foreach (var rune in json.EnumerateRunes())
        {
            if (rune.Value > LastCharacter || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r')))
            {
                var message = $"the character U+{rune.Value:X4} is not allowed in a policy";
                var position = new SourcePosition(line, column);
                faults.Add(FaultCodes.InvalidCharacter, message, position, "", IamSentences.BadCharacter);
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
            faults.Add(FaultCodes.DataTypeMismatch, "a policy is a JSON object", root, IamSentences.SyntaxErrors);
            return null;
        }

        foreach (var member in root.Members.Where(member => member.Name is not ("Version" or "Id" or "Statement")))
        {
            var message = $"a policy has no element `{member.Name}`";
            var code = FaultCodes.InvalidPolicyElement;
            faults.Add(code, message, member.Position, member.Value.Path, IamSentences.SyntaxErrors);
        }

        var version = ReadVersion(root, kind, faults);
        var id = ReadId(root, faults);
        return new PolicyDocument(json, version, id, ReadStatements(root, kind, faults));
    }

    private static PolicyVersion ReadVersion(SourceNode root, PolicyKind kind, FaultList faults)
    {
        var node = root.Find("Version");
        var version = node is { Kind: SourceKind.String, Text: "2012-10-17" }
            ? PolicyVersion.V2012
            : PolicyVersion.V2008;
        if (node is not null && node is not { Kind: SourceKind.String, Text: "2012-10-17" or "2008-10-17" })
        {
            const string Message = "the version is either `2012-10-17` or `2008-10-17`";
            faults.Add(FaultCodes.InvalidVersion, Message, node, IamSentences.SyntaxErrors);
        }
        else if (kind == PolicyKind.Managed && version == PolicyVersion.V2008)
        {
            const string Message = "a managed policy needs `\"Version\": \"2012-10-17\"`";
            faults.Add(FaultCodes.InvalidVersion, Message, node ?? root, IamSentences.OldVersion);
        }

        return version;
    }

    private static string? ReadId(SourceNode root, FaultList faults)
    {
        var node = root.Find("Id");
        if (node is not null && node.Kind != SourceKind.String)
        {
            faults.Add(FaultCodes.DataTypeMismatch, "`Id` is a string", node, IamSentences.SyntaxErrors);
        }

        return node?.Text;
    }

    private static ImmutableArray<PolicyStatement> ReadStatements(SourceNode root, PolicyKind kind, FaultList faults)
    {
        var node = root.Find("Statement");
        if (node is null || node is { Kind: SourceKind.Array, Items.Count: 0 })
        {
            const string Message = "a policy has at least one statement";
            faults.Add(FaultCodes.MissingStatement, Message, node ?? root, IamSentences.SyntaxErrors);
            return [];
        }

        var statements = ImmutableArray.CreateBuilder<PolicyStatement>();
        var reader = new StatementReader(kind, faults);
        foreach (var item in node.AsList())
        {
            statements.Add(reader.Read(item, statements.Count));
        }

        return statements.ToImmutable();
    }
}
