namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions that look up values elsewhere: <c>Fn::FindInMap</c>, <c>Fn::ImportValue</c>.</summary>
internal static class LookupFunctions
{
    internal static ResolvedNode FindInMap(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        if (call.Argument is not ListNode { Items: { Count: 3 or 4 } items })
        {
            return evaluator.Malformed(call, "a mapping's name, a top-level key and a second-level key");
        }

        var names = items.Take(3).Select(evaluator.Evaluate).ToList();
        if (names.Exists(name => name.IsUnknown))
        {
            return ResolvedNode.Unknown(call.Location);
        }

        if (names.Exists(name => !name.IsScalar))
        {
            return evaluator.Malformed(call, "names that are texts");
        }

        return Find(evaluator, call, names, items.Count == 4 ? DefaultOf(items[3]) : null);
    }

    internal static ResolvedNode ImportValue(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        var name = evaluator.Evaluate(call.Argument);
        return evaluator.Fail(Unresolvable.Import(name.IsUnknown ? "…" : name.Text, call.Location));
    }

    private static ResolvedNode Find(
        PropertyEvaluator evaluator,
        IntrinsicNode call,
        List<ResolvedNode> names,
        TemplateNode? otherwise
    )
    {
        var mapping = evaluator.Scope.Mapping(names[0].Text);
        var level = (mapping as MapNode)?.Find(names[1].Text)?.Value;
        var found = (level as MapNode)?.Find(names[2].Text)?.Value;
        if (found is not null)
        {
            return evaluator.Evaluate(found);
        }

        if ((level as IntrinsicNode ?? mapping as IntrinsicNode) is { } macro)
        {
            return evaluator.Fail(Unresolvable.Macro(macro.Name, macro.Location));
        }

        if (otherwise is not null && evaluator.Scope.Template.HasLanguageExtensions)
        {
            return evaluator.Evaluate(otherwise);
        }

        var (wanted, keys) = level is null ? (names[1].Text, mapping as MapNode) : (names[2].Text, level as MapNode);
        return evaluator.Fail(
            TemplateFaultCode.UnknownMapping,
            $"Template error: Unable to get mapping for {string.Join("::", names.Select(name => name.Text))}",
            call.Location,
            evaluator.HintAt(wanted, keys?.Entries.Select(entry => entry.Key) ?? [])
        );
    }

    private static TemplateNode? DefaultOf(TemplateNode options) => (options as MapNode)?.Find("DefaultValue")?.Value;
}
