using Lanyard.Policy;
using Lanyard.Templates.CloudFormation.Functions;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Answers the functions in one value: a resource's properties, an output, a condition.</summary>
/// <remarks>
/// What fails becomes an unknown value and a fault, so that one evaluation finds every fault; what a function makes of an
/// unknown value is unknown too. A branch that is not taken is not evaluated.
/// </remarks>
internal sealed class PropertyEvaluator(
    StackScope scope,
    IReferenceSource references,
    EvaluationBudget budget,
    ResourceDeclaration? owner
)
{
    private readonly List<TemplateFault> _faults = [];

    internal StackScope Scope => scope;

    /// <summary>What failed so far.</summary>
    internal IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>Evaluates a value once and for all.</summary>
    internal static Resolution Resolve(
        TemplateNode node,
        StackScope scope,
        IReferenceSource references,
        EvaluationBudget budget,
        ResourceDeclaration? owner
    )
    {
        var evaluator = new PropertyEvaluator(scope, references, budget, owner);
        var value = evaluator.Evaluate(node);
        return evaluator._faults.Count == 0
            ? new Resolution(value, [])
            : new Resolution(Value: null, evaluator._faults.InWrittenOrder());
    }

    /// <summary>The value of a node; unknown when it failed, absent for <c>AWS::NoValue</c>.</summary>
    internal ResolvedNode Evaluate(TemplateNode node)
    {
        if (!budget.Spend(1))
        {
            return FailOverBudget(node.Location);
        }

        return node switch
        {
            ScalarNode scalar => EvaluateScalar(scalar),
            ListNode list => EvaluateList(list),
            MapNode map => EvaluateMap(map),
            IntrinsicNode call => FunctionTable.Find(call.Name)(this, call),
            _ => throw new InvalidOperationException("a kind of node that the evaluator does not know"),
        };
    }

    /// <summary>A text that a function made, unless only AWS can tell what it stands for.</summary>
    internal ResolvedNode Produce(string text, TemplateLocation location) => Produce(Text(text, location));

    /// <summary>A value that a function made, unless the template makes too much.</summary>
    internal ResolvedNode Produce(ResolvedNode value) =>
        budget.Spend(value.Text.Length + value.Items.Sum(item => item.Text.Length + 1))
            ? value
            : FailOverBudget(value.Location);

    /// <summary>A hint at the name that was meant, for the first faults only: looking for it takes time.</summary>
    internal string? HintAt(string wanted, IEnumerable<string> candidates) =>
        _faults.Count < NearestName.MostHints ? NearestName.Hint(wanted, candidates) : null;

    /// <summary>What a resource answers, noted as a dependency of the owner.</summary>
    internal ResolvedNode ReferTo(string logicalId, string? attribute, TemplateLocation location)
    {
        if (scope.Resource(logicalId) is not { } target || !scope.Holds(target.Condition))
        {
            return Fail(
                TemplateFaultCode.UnresolvedReference,
                $"Template format error: Unresolved resource dependencies [{logicalId}] in the Resources block of the template",
                location,
                scope.Resource(logicalId)?.Condition is { } condition
                    ? $"the condition `{condition.Name}` of `{logicalId}` does not hold"
                    : null
            );
        }

        if (target.MadeAs is { } type)
        {
            if (attribute is not null && !type.Attributes.Contains(attribute, StringComparer.Ordinal))
            {
                return Fail(
                    TemplateFaultCode.UnknownAttribute,
                    $"Template error: resource {logicalId} does not support attribute type {attribute} in Fn::GetAtt",
                    location,
                    NearestName.Hint(attribute, type.Attributes) ?? $"{type.Name} has {Listed(type.Attributes)}"
                );
            }
        }
        else if (owner is not { MadeAs: null } && !scope.Options.AllowsReferencesToUnmade)
        {
            return Fail(
                TemplateFaultCode.ReferenceToUnmade,
                $"{owner?.Description ?? "this value"} refers to {target.Description}, a type that Lanyard does not make",
                location
            );
        }

        return references.Find(logicalId, attribute, location)
            ?? Fail(TemplateFaultCode.UnresolvedReference, $"{target.Description} is not made", location);
    }

    /// <summary>Adds a fault and answers the value that stands for the failure.</summary>
    internal ResolvedNode Fail(
        TemplateFaultCode code,
        string message,
        TemplateLocation location,
        string? hint = null
    ) => Fail(new TemplateFault(code, message, location, hint));

    /// <inheritdoc cref="Fail(TemplateFaultCode, string, TemplateLocation, string?)" />
    internal ResolvedNode Fail(TemplateFault fault)
    {
        _faults.Add(fault);
        return ResolvedNode.Unknown(fault.Location);
    }

    private ResolvedNode EvaluateScalar(ScalarNode scalar) =>
        scalar.Type == ScalarType.Text ? Text(scalar.Text, scalar.Location) : PlainValue.Of(scalar);

    /// <summary>A text of the template, unless only AWS can tell what it stands for.</summary>
    internal ResolvedNode Text(string text, TemplateLocation location) =>
        Unresolvable.DynamicReference(text, location) is { } fault ? Fail(fault) : ResolvedNode.OfText(text, location);

    private ResolvedNode EvaluateList(ListNode list) =>
        ResolvedNode.OfList([.. list.Items.Select(Evaluate).Where(item => !item.IsAbsent)], list.Location);

    private ResolvedNode EvaluateMap(MapNode map)
    {
        var entries = new List<ResolvedEntry>(map.Entries.Count);
        foreach (var entry in map.Entries)
        {
            if (IntrinsicNames.IsLongForm(entry.Key) && IntrinsicNames.IsKnown(entry.Key))
            {
                FailOnFunctionAmongKeys(entry);
                continue;
            }

            var value = Evaluate(entry.Value);
            if (!value.IsAbsent)
            {
                entries.Add(new ResolvedEntry(entry.Key, entry.KeyLocation, value));
            }
        }

        return ResolvedNode.OfMap(entries, map.Location);
    }

    private void FailOnFunctionAmongKeys(MapEntry entry)
    {
        var isMacro =
            entry.Key == "Fn::Transform"
            || entry.Key.StartsWith(IntrinsicNames.ForEachPrefix, StringComparison.Ordinal);
        Fail(
            isMacro
                ? Unresolvable.Macro(entry.Key, entry.KeyLocation)
                : new TemplateFault(
                    TemplateFaultCode.MalformedIntrinsic,
                    $"Template error: `{entry.Key}` must be the only key of its map",
                    entry.KeyLocation
                )
        );
    }

    private ResolvedNode FailOverBudget(TemplateLocation location) =>
        budget.IsTold
            ? ResolvedNode.Unknown(location)
            : Fail(
                TemplateFaultCode.IntrinsicFailed,
                "the functions of this template make more than can be handled",
                budget.Tell(location)
            );

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);
}
