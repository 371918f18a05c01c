using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html" />
internal static class FunctionTable
{
    private static readonly Dictionary<string, IntrinsicFunction> Functions = new(StringComparer.Ordinal)
    {
        [IntrinsicNames.Ref] = ReferenceFunctions.Ref,
        ["Fn::GetAtt"] = ReferenceFunctions.GetAtt,
        ["Fn::Sub"] = ReferenceFunctions.Sub,
        ["Fn::FindInMap"] = LookupFunctions.FindInMap,
        ["Fn::ImportValue"] = LookupFunctions.ImportValue,
        ["Fn::GetAZs"] = (evaluator, call) => evaluator.Fail(Unresolvable.Zones(call.Location)),
        ["Fn::Transform"] = (evaluator, call) => evaluator.Fail(Unresolvable.Macro(call.Name, call.Location)),
        ["Fn::If"] = ConditionFunctions.If,
        ["Fn::Base64"] = TextFunctions.Base64,
        ["Fn::Join"] = TextFunctions.Join,
        ["Fn::Split"] = TextFunctions.Split,
        ["Fn::Select"] = ListFunctions.Select,
        ["Fn::Cidr"] = ListFunctions.Cidr,
        ["Fn::Length"] = ListFunctions.Length,
        ["Fn::ToJsonString"] = TextFunctions.ToJsonString,
    };

    /// <summary>The function of that name; for one that gives no value, a function that says so.</summary>
    internal static IntrinsicFunction Find(string name) => Functions.GetValueOrDefault(name) ?? NotAValue;

    private static ResolvedNode NotAValue(PropertyEvaluator evaluator, IntrinsicNode call) =>
        evaluator.Fail(
            call.Name.StartsWith(IntrinsicNames.ForEachPrefix, StringComparison.Ordinal)
                ? Unresolvable.Macro(call.Name, call.Location)
                : new TemplateFault(
                    TemplateFaultCode.MalformedIntrinsic,
                    $"Template error: {call.Name} gives no value that can stand here",
                    call.Location
                )
        );
}
