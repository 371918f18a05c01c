using System.Collections.Immutable;
using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Documents;

/// <summary>Reads <c>Condition</c> blocks.</summary>
internal sealed class ConditionReader(PolicyVersion version, FaultList faults)
{
    private readonly ConditionValueReview _values = new(version, faults);

    public ImmutableArray<StatementCondition> Read(SourceNode block, bool isAllow)
    {
        if (block.Kind != SourceKind.Object)
        {
            const string Message = "`Condition` is an object of operators";
            const string Hint = "write `{\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1234567890\"}}` or the like";
            faults.Add(FaultCodes.DataTypeMismatch, Message, Hint, block, IamSentences.SyntaxErrors);
            return [];
        }

        var conditions = ImmutableArray.CreateBuilder<StatementCondition>();
        foreach (var member in block.Members)
        {
            ReadOperator(member, isAllow, conditions);
        }

        return conditions.ToImmutable();
    }

    private void ReadOperator(SourceMember member, bool isAllow, ImmutableArray<StatementCondition>.Builder conditions)
    {
        if (!ConditionOperator.TryParse(member.Name, out var @operator))
        {
            var isNull = member.Name.EndsWith("NullIfExists", StringComparison.OrdinalIgnoreCase);
            var code = isNull ? FaultCodes.NullWithIfExists : FaultCodes.InvalidConditionOperator;
            var message = $"`{member.Name}` is not a condition operator";
            faults.Add(code, message, OperatorHint.For(member.Name), member, IamSentences.SyntaxErrors);
            return;
        }

        if (member.Value.Kind != SourceKind.Object)
        {
            var message = $"`{member.Name}` is an object of condition keys";
            var hint = $"write `\"{member.Name}\": {{\"key\": \"value\"}}`";
            faults.Add(FaultCodes.DataTypeMismatch, message, hint, member.Value, IamSentences.SyntaxErrors);
            return;
        }

        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in member.Value.Members)
        {
            if (!keys.Add(key.Name))
            {
                var message = $"the key `{key.Name}` stands twice under `{member.Name}`; case does not tell keys apart";
                const string Hint = "put the values of both into one list";
                faults.Add(FaultCodes.DuplicateKeys, message, Hint, key, IamSentences.SyntaxErrors);
            }

            ConditionKeyReview.Check(key, @operator, isAllow, faults);
            _values.Check(key, @operator);
            var values = ReadValues(key.Value, @operator);
            conditions.Add(new StatementCondition(member.Name, key.Name, values, key.Position.Line));
        }
    }

    private ImmutableArray<string> ReadValues(SourceNode node, ConditionOperator @operator)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var item in node.AsList())
        {
            if (item.Kind is not (SourceKind.String or SourceKind.Number or SourceKind.Boolean))
            {
                const string Message = "a condition value is a string, a number or a boolean, or a list of these";
                const string Hint = "write a string in quotes, a number, `true` or `false`";
                faults.Add(FaultCodes.DataTypeMismatch, Message, Hint, item, IamSentences.SyntaxErrors);
                continue;
            }

            if (@operator.IsAboutDates && !PolicyInstant.TryParse(item.Text, out _))
            {
                var message = $"`{item.Text}` is not a date";
                const string Hint = "write a date as in `2026-11-24T00:00:00Z`";
                faults.Add(FaultCodes.InvalidConditionDataType, message, Hint, item, IamSentences.LegacyParsing);
            }

            if (@operator.Comparison == Comparison.Arn)
            {
                CheckArn(item);
            }

            values.Add(item.Text);
        }

        return values.ToImmutable();
    }

    /// <summary>IAM refuses what can be no ARN whatever it stands for; other services save it, and it never matches.</summary>
    private void CheckArn(SourceNode value)
    {
        if (MayBeArn(value.Text))
        {
            return;
        }

        var message = $"`{value.Text}` is not an ARN, and Arn operators compare nothing else";
        const string Hint = "write a whole ARN, with `*` for what may differ, or compare with a String operator";
        if (faults.IsForIam)
        {
            faults.Add(FaultCodes.TypeMismatchArn, message, Hint, value, IamSentences.LegacyParsing);
        }
        else
        {
            faults.Warn(FaultCodes.TypeMismatchArn, message, Hint, value);
        }
    }

    // Wildcards and variables may stand for the beginning of an ARN too.
    private static bool MayBeArn(string text)
    {
        const string Beginning = "arn:";
        var open = text.AsSpan().IndexOfAny('*', '?', '$');
        var literal = open < 0 ? text : text[..open];
        return literal.StartsWith(Beginning, StringComparison.Ordinal)
            || (open >= 0 && Beginning.StartsWith(literal, StringComparison.Ordinal));
    }
}
