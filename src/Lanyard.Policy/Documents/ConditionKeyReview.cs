using Lanyard.Policy.Conditions;

namespace Lanyard.Policy.Documents;

/// <summary>Looks for condition keys that IAM saves although no request can have them, or not as they are compared.</summary>
internal static class ConditionKeyReview
{
    public static void Check(SourceMember key, ConditionOperator @operator, bool isAllow, FaultList faults)
    {
        if (!CheckForm(key, faults))
        {
            return;
        }

        var (prefix, name, hasTag) = Split(key.Name);
        if (GlobalConditionKeys.IsAboutTags(name) && !hasTag)
        {
            var message = $"`{key.Name}` does not say which tag it is about";
            var hint = $"write `{prefix}{name}/` and the tag's key, as in `{prefix}{name}/team`";
            faults.Warn(FaultCodes.MissingTagKey, message, hint, key);
        }
        else if (string.Equals(prefix, GlobalConditionKeys.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            CheckGlobal(key, name, faults);
        }

        CheckQualifier(key, @operator, isAllow, faults);
    }

    private static (string Prefix, string Name, bool HasTag) Split(string key)
    {
        // Tags may have colons in their keys, as in aws:ResourceTag/aws:cloudformation:stack-name.
        var colon = key.IndexOf(':');
        var slash = key.IndexOf('/', colon + 1);
        return slash < 0
            ? (key[..(colon + 1)], key[(colon + 1)..], false)
            : (key[..(colon + 1)], key[(colon + 1)..slash], slash < key.Length - 1);
    }

    private static bool CheckForm(SourceMember key, FaultList faults)
    {
        if (VariableSyntax.HasVariable(key.Name))
        {
            var message = $"there are no policy variables in condition keys: `{key.Name}` is taken as it stands";
            faults.Warn(FaultCodes.VariableInElement, message, "write the key out, a statement for each", key);
            return false;
        }

        var colon = key.Name.IndexOf(':');
        if (colon > 0 && colon < key.Name.Length - 1)
        {
            return true;
        }

        var nearest = GlobalConditionKeys.Nearest(key.Name);
        var hint = nearest is null ? "write `service:key`, as in `aws:SourceIp`" : $"did you mean `{nearest}`?";
        var text = $"the condition key `{key.Name}` does not begin with a service and a colon";
        faults.Warn(FaultCodes.InvalidConditionKeyFormat, text, hint, key);
        return false;
    }

    private static void CheckGlobal(SourceMember key, string name, FaultList faults)
    {
        if (name.Equals("ARN", StringComparison.OrdinalIgnoreCase))
        {
            var message = $"`{key.Name}` is deprecated";
            faults.Warn(FaultCodes.DeprecatedGlobalKey, message, "write `aws:PrincipalArn` or `aws:SourceArn`", key);
        }
        else if (!GlobalConditionKeys.Contains(name))
        {
            var nearest = GlobalConditionKeys.Nearest(name);
            var hint = nearest is null
                ? "look it up among AWS's global condition keys; a key that does not exist never has a value"
                : $"did you mean `{nearest}`?";
            var message = $"there is no global condition key `{key.Name}`, as far as is known here";
            faults.Warn(FaultCodes.InvalidGlobalKey, message, hint, key);
        }
    }

    private static void CheckQualifier(SourceMember key, ConditionOperator @operator, bool isAllow, FaultList faults)
    {
        var isMultivalued = MultivaluedKeys.Contains(key.Name);
        if (isMultivalued && @operator is { Qualifier: SetQualifier.None, Comparison: not Comparison.Null })
        {
            var message = $"`{key.Name}` is a set of values, and the operator compares a single one";
            const string Hint = "write `ForAnyValue:` or `ForAllValues:` before the operator";
            faults.Warn(FaultCodes.MissingQualifier, message, Hint, key);
        }

        var isSingle =
            key.Name.StartsWith(GlobalConditionKeys.Prefix, StringComparison.OrdinalIgnoreCase)
            && GlobalConditionKeys.IsSingleValued(key.Name[GlobalConditionKeys.Prefix.Length..]);
        if (isAllow && isSingle && @operator.Qualifier == SetQualifier.ForAllValues)
        {
            var message = $"`ForAllValues` holds for every request without `{key.Name}`, and so allows it";
            const string Hint = "remove `ForAllValues:`; the key has one value at most";
            faults.Warn(FaultCodes.ForAllValuesOfOne, message, Hint, key);
        }
    }
}
