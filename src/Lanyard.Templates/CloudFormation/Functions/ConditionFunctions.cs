using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions of conditions: <c>Fn::If</c>, and those that conditions themselves are made of.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html" />
internal static class ConditionFunctions
{
    private const int FewestOperands = 2;
    private const int MostOperands = 10;

    internal static ResolvedNode If(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        if (call.Argument is not ListNode { Items: [ScalarNode name, var then, var otherwise] })
        {
            return evaluator.Malformed(call, "a condition's name and two values");
        }

        return evaluator.Scope.Conditions.TryGetValue(name.Text, out var holds)
            ? evaluator.Evaluate(holds ? then : otherwise)
            : ResolvedNode.Unknown(call.Location);
    }

    /// <summary>Whether a condition holds; false, with a fault, for what is no condition.</summary>
    internal static bool Test(PropertyEvaluator evaluator, TemplateNode node) =>
        node switch
        {
            IntrinsicNode { Name: "Fn::Equals" } call => AreEqual(evaluator, call),
            IntrinsicNode { Name: "Fn::Not" } call => Operands(evaluator, call, 1, 1) is [var only]
                && !Test(evaluator, only),
            // Not short-circuited: every operand's faults are told.
            IntrinsicNode { Name: "Fn::And" } call => Tests(evaluator, call) is { Count: > 0 } all
                && all.TrueForAll(holds => holds),
            IntrinsicNode { Name: "Fn::Or" } call => Tests(evaluator, call).Exists(holds => holds),
            _ => Named(node) is { } name
                ? evaluator.Scope.Conditions.GetValueOrDefault(name.Name)
                : RefuseCondition(evaluator, node),
        };

    /// <summary>The conditions that a condition names.</summary>
    internal static IEnumerable<WrittenName> NamesIn(TemplateNode node) =>
        Named(node) is { } name
            ? [name]
            : node switch
            {
                IntrinsicNode call => NamesIn(call.Argument),
                ListNode list => list.Items.SelectMany(NamesIn),
                _ => [],
            };

    private static bool RefuseCondition(PropertyEvaluator evaluator, TemplateNode node)
    {
        evaluator.Fail(
            TemplateFaultCode.MalformedIntrinsic,
            "Template error: a condition is made of Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition",
            node.Location
        );
        return false;
    }

    private static WrittenName? Named(TemplateNode node) =>
        node switch
        {
            IntrinsicNode { Name: IntrinsicNames.Condition, Argument: ScalarNode name } => new WrittenName(
                name.Text,
                name.Location
            ),
            MapNode { Entries: [{ Key: IntrinsicNames.Condition, Value: ScalarNode name }] } => new WrittenName(
                name.Text,
                name.Location
            ),
            _ => null,
        };

    private static bool AreEqual(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        if (Operands(evaluator, call, FewestOperands, FewestOperands) is not [var left, var right])
        {
            return false;
        }

        return Compared(left) == Compared(right);

        string Compared(TemplateNode operand)
        {
            var value = evaluator.Evaluate(operand);
            return value.IsScalar ? value.Text : value.ToJson();
        }
    }

    private static List<bool> Tests(PropertyEvaluator evaluator, IntrinsicNode call) =>
        [.. Operands(evaluator, call, FewestOperands, MostOperands).Select(operand => Test(evaluator, operand))];

    private static IReadOnlyList<TemplateNode> Operands(
        PropertyEvaluator evaluator,
        IntrinsicNode call,
        int fewest,
        int most
    )
    {
        if (call.Argument is ListNode list && list.Items.Count >= fewest && list.Items.Count <= most)
        {
            return list.Items;
        }

        var count = fewest == most ? $"{fewest}" : $"{fewest} to {most}";
        evaluator.Malformed(call, $"a list of {count} {(most == 1 ? "condition" : "operands")}");
        return [];
    }
}
