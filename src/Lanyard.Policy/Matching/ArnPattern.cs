using System.Text;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>A pattern of ARNs, compared field by field; the pattern <c>*</c> matches every text, ARN or not.</summary>
internal sealed class ArnPattern
{
    private static readonly ArnPattern Everything = new(null, [], null);
    private static readonly ArnPattern Nothing = new("", [], Pattern.Compile("", PatternSyntax.Literal));

    private readonly string? _head;
    private readonly Pattern[] _fields;
    private readonly Pattern? _tail;

    private ArnPattern(string? head, Pattern[] fields, Pattern? tail)
    {
        _head = head;
        _fields = fields;
        _tail = tail;
    }

    /// <summary>
    /// Compiles an entry of <c>Resource</c>: variables count after the fifth colon only, missing fields are any.
    /// </summary>
    public static ArnPattern ForResource(string source, PolicyVersion version, PolicySettings settings)
    {
        if (source == "*")
        {
            return Everything;
        }

        var fields = Split(source, version);
        while (fields.Count < ArnText.Fields)
        {
            fields.Add("*");
        }

        return Compile(fields, PatternSyntax.Wildcards, Syntax(version, settings));
    }

    /// <summary>Compiles a value of an ARN operator: variables count everywhere, missing fields match nothing.</summary>
    public static ArnPattern ForCondition(string source, PolicyVersion version, PolicySettings settings)
    {
        if (source == "*")
        {
            return Everything;
        }

        var fields = Split(source, version);
        return fields.Count == ArnText.Fields
            ? Compile(fields, Syntax(version, settings), Syntax(version, settings))
            : Nothing;
    }

    /// <summary>What every text that matches begins with: the pattern up to its first wildcard or variable.</summary>
    public string Beginning
    {
        get
        {
            var beginning = new StringBuilder(_head);
            foreach (var pattern in _fields)
            {
                beginning.Append(pattern.Beginning);
                if (pattern.Literal is null)
                {
                    return beginning.ToString();
                }

                beginning.Append(':');
            }

            return _tail is null ? "" : beginning.Append(_tail.Beginning).ToString();
        }
    }

    /// <summary>The keys of its policy variables.</summary>
    public IEnumerable<string> VariableKeys =>
        _tail is null ? [] : _fields.Append(_tail).SelectMany(one => one.VariableKeys);

    /// <summary>Whether a resource matches.</summary>
    public bool IsMatch(in ArnText resource, RequestContext context)
    {
        if (_tail is null)
        {
            return true;
        }

        return resource.IsArn && IsHeadMatch(resource, context) && _tail.IsMatch(resource.Tail, context);
    }

    /// <summary>The same, as far as it is known while the values of some keys are not.</summary>
    public Truth Consider(in ArnText resource, RequestContext context, IReadOnlySet<string> unknownKeys)
    {
        if (_tail is null || !VariableKeys.Any(unknownKeys.Contains))
        {
            return Truths.Of(IsMatch(resource, context));
        }

        var truth = Truths.Of(resource.IsArn && (_head is null || resource.Head.SequenceEqual(_head)));
        if (truth == Truth.False)
        {
            return truth;
        }

        for (var i = 0; i < _fields.Length; i++)
        {
            truth = truth.And(_fields[i].Consider(resource.Field(i), context, unknownKeys));
        }

        return truth.And(_tail.Consider(resource.Tail, context, unknownKeys));
    }

    private static PatternSyntax Syntax(PolicyVersion version, PolicySettings settings)
    {
        var values = settings.WildcardsInVariablesAreLiteral ? PatternSyntax.Literal : PatternSyntax.WildcardsInValues;
        return version == PolicyVersion.V2012
            ? PatternSyntax.Wildcards | PatternSyntax.Variables | values
            : PatternSyntax.Wildcards;
    }

    private static ArnPattern Compile(List<string> fields, PatternSyntax headSyntax, PatternSyntax tailSyntax)
    {
        var head = fields.Take(ArnText.Fields - 1).Select(field => Pattern.Compile(field, headSyntax)).ToArray();
        var tail = Pattern.Compile(fields[^1], tailSyntax);
        // A head without wildcards is compared in one go: its five colons keep the fields apart.
        return Array.TrueForAll(head, field => field.Literal is not null)
            ? new ArnPattern(string.Concat(head.Select(field => field.Literal + ":")), [], tail)
            : new ArnPattern(null, head, tail);
    }

    /// <summary>Splits at the first five colons that do not stand in a variable.</summary>
    private static List<string> Split(string source, PolicyVersion version)
    {
        var fields = new List<string>(ArnText.Fields);
        var (start, isInVariable) = (0, false);
        for (var i = 0; i < source.Length && fields.Count < ArnText.Fields - 1; i++)
        {
            if (version == PolicyVersion.V2012 && source[i] == '$' && i + 1 < source.Length && source[i + 1] == '{')
            {
                isInVariable = source.IndexOf('}', i) > 0;
            }
            else if (source[i] == '}')
            {
                isInVariable = false;
            }
            else if (source[i] == ':' && !isInVariable)
            {
                fields.Add(source[start..i]);
                start = i + 1;
            }
        }

        fields.Add(source[start..]);
        return fields;
    }

    private bool IsHeadMatch(in ArnText resource, RequestContext context)
    {
        if (_head is not null)
        {
            return resource.Head.SequenceEqual(_head);
        }

        for (var i = 0; i < _fields.Length; i++)
        {
            if (!_fields[i].IsMatch(resource.Field(i), context))
            {
                return false;
            }
        }

        return true;
    }
}
