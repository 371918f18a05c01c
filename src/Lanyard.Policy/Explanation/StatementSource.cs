using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>One statement in the text of its policy, to find places in and to try changes on.</summary>
/// <remarks>
/// The statement alone is read anew, whatever the length of its policy: places are asked for rarely, so that statements do
/// not carry them.
/// </remarks>
internal sealed class StatementSource
{
    private readonly CompiledStatement _statement;
    private readonly string _text;
    private readonly string _path;

    public StatementSource(CompiledStatement statement)
    {
        _statement = statement;
        var (source, document) = (statement.Source, statement.Policy.Document.Text);
        var start = TextPlace.Find(document, source.Line, source.Column);
        _text = document[start..TextPlace.FindEnd(document, start)];
        var isAlone = document.AsSpan(0, start).TrimEnd() is [.., ':'];
        _path = isAlone ? "Statement" : $"Statement[{source.Index}]";
    }

    /// <summary>The change that a fix asks for; null when the fix cannot be written into the policy.</summary>
    public ElementChange? Find(MissedElement element, ElementFix fix)
    {
        var node = SourceReader.Read(_text, new FaultList(_statement.Policy.Kind));
        return element switch
        {
            MissedElement.Action => OfEntry(node?.Find("Action"), fix),
            MissedElement.Resource => OfEntry(node?.Find("Resource"), fix),
            MissedElement.Principal => OfPrincipal(node?.Find("Principal"), fix),
            _ => OfCondition(node?.Find("Condition"), fix),
        };
    }

    /// <summary>The statement with a change; null when it is valid no more.</summary>
    public CompiledStatement? With(ElementChange change)
    {
        var (source, policy) = (_statement.Source, _statement.Policy);
        var line = change.Line - source.Line + 1;
        var changed = change with
        {
            Line = line,
            Column = line == 1 ? change.Column - source.Column + 1 : change.Column,
        };
        var version = policy.Document.Version == PolicyVersion.V2012 ? "2012-10-17" : "2008-10-17";
        var text = $$"""{"Version":"{{version}}","Statement":{{changed.ApplyTo(_text)}}}""";
        return PolicyDocument.Parse(text, policy.Kind).Document is { } document
            ? new CompiledStatement(policy, document.Statements[0], document.Version, policy.Settings)
            : null;
    }

    private ElementChange? OfEntry(SourceNode? list, ElementFix fix) =>
        list?.AsList()[fix.Entry] is { } node ? Change(node.Path, node.Position, node.Text, fix) : null;

    private ElementChange? OfPrincipal(SourceNode? map, ElementFix fix) =>
        map?.Members.SelectMany(member => member.Value.AsList()).ElementAtOrDefault(fix.Entry) is { } node
            ? Change(node.Path, node.Position, node.Text, fix)
            : null;

    private ElementChange? OfCondition(SourceNode? block, ElementFix fix)
    {
        if (block is null)
        {
            return null;
        }

        var (name, key) = block
            .Members.SelectMany(name => name.Value.Members.Select(key => (name, key)))
            .ElementAt(fix.Condition);
        if (!fix.IsOperator)
        {
            return OfEntry(key.Value, fix);
        }

        // Another name is for all keys of an operator, and must not be there already.
        var isFree =
            name.Value.Members.Count == 1
            && !block.Members.Exists(other => other.Name.Equals(fix.Text, StringComparison.OrdinalIgnoreCase));
        return isFree ? Change(name.Value.Path, name.Position, name.Name, fix) : null;
    }

    private ElementChange Change(string path, SourcePosition position, string from, ElementFix fix)
    {
        var source = _statement.Source;
        var column = position.Line == 1 ? position.Column + source.Column - 1 : position.Column;
        var line = position.Line + source.Line - 1;
        return new ElementChange($"{_path}.{path}", line, column, from, fix.Text, fix.KeepsEntry);
    }
}
