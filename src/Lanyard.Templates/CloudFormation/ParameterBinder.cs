using System.Globalization;
using System.Text.RegularExpressions;
using Lanyard.Policy;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Gives each parameter its value and holds the values to the parameters' own constraints.</summary>
/// <remarks>No message holds a value: it may be a secret.</remarks>
internal sealed class ParameterBinder(CloudFormationTemplate template, ICollection<TemplateFault> faults)
{
    private const string CommandLine = "--parameter";

    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    // Once is enough: a template could hold hundreds of such patterns.
    private bool _hasTimedOut;

    /// <summary>The values by name; parameters without a usable value are missing and have their fault.</summary>
    internal IReadOnlyDictionary<string, ParameterValue> Bind(IReadOnlyDictionary<string, string> given)
    {
        RefuseUnknown(given);
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var parameter in template.Parameters)
        {
            if ((given.GetValueOrDefault(parameter.Name) ?? parameter.Default) is not { } text)
            {
                Add(
                    TemplateFaultCode.MissingParameter,
                    $"Parameters: [{parameter.Name}] must have values",
                    parameter.Location,
                    $"give one with --parameter {parameter.Name}=VALUE"
                );
                continue;
            }

            var value = new ParameterValue(parameter, parameter.IsList ? Split(text) : [text]);
            if (IsAllowed(value))
            {
                values.Add(parameter.Name, value);
            }
        }

        return values;
    }

    private void RefuseUnknown(IReadOnlyDictionary<string, string> given)
    {
        var names = template.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var name in given.Keys.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal))
        {
            Add(
                TemplateFaultCode.UnknownParameter,
                $"Parameters: [{name}] do not exist in the template",
                new TemplateLocation($"{CommandLine} {name}", Line: 0, Column: 0),
                NearestName.Hint(name, names)
            );
        }
    }

    private static string[] Split(string text) =>
        text.Length == 0 ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    private bool IsAllowed(ParameterValue value)
    {
        var parameter = value.Parameter;
        var broken = value
            .Items.Select(item => BrokenConstraint(parameter, item))
            .FirstOrDefault(found => found is not null);
        if (broken is null)
        {
            return true;
        }

        Add(
            TemplateFaultCode.RefusedParameter,
            parameter.ConstraintDescription is { } description
                ? $"Parameter '{parameter.Name}' failed to satisfy constraint: {description}"
                : $"Parameter '{parameter.Name}' {broken}",
            parameter.Location,
            parameter.ConstraintDescription is null && parameter.AllowedValues.Count > 0
                ? $"one of {string.Join(", ", parameter.AllowedValues)}"
                : null
        );
        return false;
    }

    private string? BrokenConstraint(TemplateParameter parameter, string item)
    {
        if (parameter.IsNumeric)
        {
            return BrokenNumber(parameter, item);
        }

        if (parameter.AllowedValues.Count > 0 && !parameter.AllowedValues.Contains(item, StringComparer.Ordinal))
        {
            return "must be one of AllowedValues";
        }

        if (item.Length < parameter.MinLength)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"must contain at least {parameter.MinLength} characters"
            );
        }

        if (item.Length > parameter.MaxLength)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"must contain at most {parameter.MaxLength} characters"
            );
        }

        return parameter.AllowedPattern is { } pattern && !Matches(parameter, pattern, item)
            ? $"must match pattern {pattern}"
            : null;
    }

    private static string? BrokenNumber(TemplateParameter parameter, string item)
    {
        if (!decimal.TryParse(item, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return "must be a number";
        }

        if (parameter.AllowedValues.Count > 0 && !parameter.AllowedValues.Contains(item, StringComparer.Ordinal))
        {
            return "must be one of AllowedValues";
        }

        if (number < parameter.MinValue)
        {
            return string.Create(CultureInfo.InvariantCulture, $"must be a number not less than {parameter.MinValue}");
        }

        return number > parameter.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"must be a number not greater than {parameter.MaxValue}")
            : null;
    }

    private bool Matches(TemplateParameter parameter, string pattern, string item)
    {
        var whole = $@"\A(?:{pattern})\z";
        try
        {
            return MatchesInLinearTime(whole, item) ?? MatchesInTime(whole, item);
        }
        catch (ArgumentException)
        {
            Add(
                TemplateFaultCode.InvalidDeclaration,
                $"the AllowedPattern of the parameter `{parameter.Name}` is not a regular expression",
                parameter.Location
            );
            return true;
        }
    }

    private static bool? MatchesInLinearTime(string pattern, string item)
    {
        try
        {
            return Regex.IsMatch(item, pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private bool MatchesInTime(string pattern, string item)
    {
        try
        {
            return !_hasTimedOut && Regex.IsMatch(item, pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            _hasTimedOut = true;
            return false;
        }
    }

    private void Add(TemplateFaultCode code, string message, TemplateLocation location, string? hint = null) =>
        faults.Add(new TemplateFault(code, message, location, hint));
}
