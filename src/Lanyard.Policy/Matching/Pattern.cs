using System.Buffers;
using System.Text;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>A text to compare with, made ready once: wildcards and variables found, the common shapes known.</summary>
internal sealed class Pattern
{
    private const int StackCharacters = 256;
    private const int MostCharacters = 1 << 20;

    private readonly string _text;
    private readonly PatternVariable[] _variables;
    private readonly Shape _shape;
    private readonly bool _hasWildcardsInValues;

    private Pattern(string text, PatternVariable[] variables, PatternSyntax syntax)
    {
        _text = text;
        _variables = variables;
        _shape = FindShape(text, variables.Length, syntax);
        _hasWildcardsInValues = syntax.HasFlag(PatternSyntax.Wildcards | PatternSyntax.WildcardsInValues);
    }

    private enum Shape
    {
        Everything,
        Literal,
        IgnoreCase,
        Prefix,
        Wildcards,
        Variables,
        VariablesIgnoreCase,
    }

    /// <summary>The text when it is compared as it stands; otherwise null.</summary>
    public string? Literal => _shape == Shape.Literal ? _text : null;

    /// <summary>What every text that matches begins with, where case counts.</summary>
    public ReadOnlySpan<char> Beginning
    {
        get
        {
            var end = _text.AsSpan().IndexOfAny(PatternMarks.AnyRun, PatternMarks.AnyOne, PatternMarks.Variable);
            return end < 0 ? _text : _text.AsSpan(0, end);
        }
    }

    /// <summary>The keys of its variables.</summary>
    public IEnumerable<string> VariableKeys => _variables.Select(variable => variable.Key);

    /// <summary>Compiles a text from a policy.</summary>
    public static Pattern Compile(ReadOnlySpan<char> source, PatternSyntax syntax)
    {
        var text = new StringBuilder(source.Length);
        var variables = new List<PatternVariable>();
        for (var i = 0; i < source.Length; i++)
        {
            if (syntax.HasFlag(PatternSyntax.Variables) && TryTakeVariable(source[i..], text, variables, out var taken))
            {
                i += taken - 1;
            }
            else
            {
                Append(text, source[i], syntax);
            }
        }

        return new Pattern(text.ToString(), [.. variables], syntax);
    }

    /// <summary>Whether the whole text matches; a variable without a value makes the pattern match nothing.</summary>
    public bool IsMatch(ReadOnlySpan<char> text, RequestContext context) =>
        _shape switch
        {
            Shape.Everything => true,
            Shape.Literal => text.SequenceEqual(_text),
            Shape.IgnoreCase => text.Equals(_text, StringComparison.OrdinalIgnoreCase),
            Shape.Prefix => text.StartsWith(_text.AsSpan(0, _text.Length - 1)),
            Shape.Wildcards => Glob.IsMatch(_text, text),
            _ => IsMatchExpanded(text, context),
        };

    /// <summary>The same, as far as it is known while the values of some keys are not.</summary>
    public Truth Consider(ReadOnlySpan<char> text, RequestContext context, IReadOnlySet<string> unknownKeys)
    {
        if (!VariableKeys.Any(unknownKeys.Contains))
        {
            return Truths.Of(IsMatch(text, context));
        }

        // What is unknown may be any text; what cannot match then never does.
        var widest = new StringBuilder();
        var next = 0;
        foreach (var character in _text)
        {
            if (character != PatternMarks.Variable)
            {
                widest.Append(character);
            }
            else if (_variables[next++] is var variable && unknownKeys.Contains(variable.Key))
            {
                widest.Append(PatternMarks.AnyRun);
            }
            else if (variable.Resolve(context) is { } value)
            {
                widest.Append(string.Create(value.Length, value, (span, from) => ExpandValue(from, span)));
            }
            else
            {
                return Truth.False;
            }

            if (IsTooLong(widest.Length, text))
            {
                return Truth.False;
            }
        }

        var couldMatch =
            _shape == Shape.VariablesIgnoreCase
                ? Glob.IsMatch(widest.ToString().ToUpperInvariant(), text.ToString().ToUpperInvariant())
                : Glob.IsMatch(widest.ToString(), text);
        return couldMatch ? Truth.Unknown : Truth.False;
    }

    private static bool TryTakeVariable(
        ReadOnlySpan<char> source,
        StringBuilder text,
        List<PatternVariable> variables,
        out int taken
    )
    {
        taken = 0;
        if (!source.StartsWith("${"))
        {
            return false;
        }

        var end = FindEnd(source);
        if (end < 0)
        {
            return false;
        }

        taken = end + 1;
        var name = source[2..end];
        if (name is "*" or "?" or "$")
        {
            text.Append(name);
            return true;
        }

        if (!PatternVariable.TryParse(name, out var variable))
        {
            return false;
        }

        text.Append(PatternMarks.Variable);
        variables.Add(variable);
        return true;
    }

    /// <summary>The closing brace; a default in quotes may hold braces of its own.</summary>
    private static int FindEnd(ReadOnlySpan<char> source)
    {
        var end = source.IndexOf('}');
        var quote = source.IndexOf('\'');
        if (quote < 0 || quote > end)
        {
            return end;
        }

        var quotedEnd = source[quote..].IndexOf("'}", StringComparison.Ordinal);
        return quotedEnd < 0 ? end : quote + quotedEnd + 1;
    }

    private static void Append(StringBuilder text, char character, PatternSyntax syntax)
    {
        var hasWildcards = syntax.HasFlag(PatternSyntax.Wildcards);
        if (hasWildcards && character == '*')
        {
            if (text.Length == 0 || text[^1] != PatternMarks.AnyRun)
            {
                text.Append(PatternMarks.AnyRun);
            }
        }
        else
        {
            text.Append(hasWildcards && character == '?' ? PatternMarks.AnyOne : PatternMarks.Disarm(character));
        }
    }

    private static Shape FindShape(string text, int variables, PatternSyntax syntax)
    {
        var ignoresCase = syntax.HasFlag(PatternSyntax.IgnoreCase);
        if (variables > 0)
        {
            return ignoresCase ? Shape.VariablesIgnoreCase : Shape.Variables;
        }

        var wildcard = text.AsSpan().IndexOfAny(PatternMarks.AnyRun, PatternMarks.AnyOne);
        return wildcard switch
        {
            < 0 => ignoresCase ? Shape.IgnoreCase : Shape.Literal,
            _ when text[wildcard] == PatternMarks.AnyOne || wildcard < text.Length - 1 => Shape.Wildcards,
            0 => Shape.Everything,
            _ => Shape.Prefix,
        };
    }

    private bool IsMatchExpanded(ReadOnlySpan<char> text, RequestContext context)
    {
        long expandedLength = _text.Length - _variables.Length;
        foreach (var variable in _variables)
        {
            if (variable.Resolve(context) is not { } value)
            {
                return false;
            }

            expandedLength += value.Length;
        }

        if (IsTooLong(expandedLength, text))
        {
            return false;
        }

        var length = (int)expandedLength;
        var rented = length > StackCharacters ? ArrayPool<char>.Shared.Rent(length) : null;
        var expanded = (rented ?? stackalloc char[StackCharacters])[..length];
        Expand(expanded, context);
        var isMatch =
            _shape == Shape.VariablesIgnoreCase
                ? text.Equals(expanded, StringComparison.OrdinalIgnoreCase)
                : Glob.IsMatch(expanded, text);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return isMatch;
    }

    // Every character but a run takes one of the text's, and there are no more runs than the pattern has characters;
    // unless values bring runs of their own.
    private bool IsTooLong(long expandedLength, ReadOnlySpan<char> text) =>
        expandedLength > (_hasWildcardsInValues ? MostCharacters : (long)text.Length + _text.Length);

    private void Expand(Span<char> expanded, RequestContext context)
    {
        var (written, next) = (0, 0);
        foreach (var character in _text)
        {
            if (character != PatternMarks.Variable)
            {
                expanded[written++] = character;
                continue;
            }

            var value = _variables[next++].Resolve(context)!;
            ExpandValue(value, expanded[written..]);
            written += value.Length;
        }
    }

    /// <summary>Writes a variable's value. Its wildcards are literal: a user named <c>*</c> must not escape the pattern.</summary>
    private void ExpandValue(string value, Span<char> expanded)
    {
        for (var i = 0; i < value.Length; i++)
        {
            expanded[i] = value[i] switch
            {
                '*' when _hasWildcardsInValues => PatternMarks.AnyRun,
                '?' when _hasWildcardsInValues => PatternMarks.AnyOne,
                var character => PatternMarks.Disarm(character),
            };
        }
    }
}
