using System.Text;

namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>The functions that look up parameters and resources: <c>Ref</c>, <c>Fn::GetAtt</c>, <c>Fn::Sub</c>.</summary>
internal static class ReferenceFunctions
{
    internal static ResolvedNode Ref(PropertyEvaluator evaluator, IntrinsicNode call) =>
        call.Argument is ScalarNode name
            ? Find(evaluator, name.Text, call.Location)
            : evaluator.Malformed(call, "the name of a parameter or a resource");

    internal static ResolvedNode GetAtt(PropertyEvaluator evaluator, IntrinsicNode call)
    {
        const string Takes = "a resource and an attribute, as in `Role.Arn` or [Role, Arn]";
        switch (call.Argument)
        {
            case ScalarNode text when AttributeName.Read(text.Text) is { } name:
                return evaluator.ReferTo(name.LogicalId, name.Attribute, call.Location);
            case ListNode { Items: [ScalarNode resource, var attribute] }:
                var evaluated = evaluator.Evaluate(attribute);
                if (evaluated.IsUnknown)
                {
                    return evaluated;
                }

                return evaluated.IsScalar
                    ? evaluator.ReferTo(resource.Text, evaluated.Text, call.Location)
                    : evaluator.Malformed(call, Takes);
            default:
                return evaluator.Malformed(call, Takes);
        }
    }

    internal static ResolvedNode Sub(PropertyEvaluator evaluator, IntrinsicNode call) =>
        call.Argument switch
        {
            ScalarNode text => Substitute(evaluator, call, text, own: null),
            ListNode { Items: [ScalarNode text, MapNode own] } => Substitute(evaluator, call, text, own),
            _ => evaluator.Malformed(call, "a text, or a text and a map of its variables"),
        };

    private static ResolvedNode Substitute(
        PropertyEvaluator evaluator,
        IntrinsicNode call,
        ScalarNode text,
        MapNode? own
    )
    {
        var whole = evaluator.Text(text.Text, text.Location);
        var isUnknown = whole.IsUnknown;
        var result = new StringBuilder();
        foreach (var part in SubTemplate.Read(text.Text))
        {
            if (!part.IsVariable)
            {
                result.Append(part.Text);
                continue;
            }

            var value = ValueOf(evaluator, part.Text, text, own);
            if (!value.IsUnknown && !value.IsScalar)
            {
                value = evaluator.Fail(
                    TemplateFaultCode.IntrinsicFailed,
                    $"Template error: variable {part.Text} in Fn::Sub expression does not resolve to a string",
                    text.Location
                );
            }

            isUnknown |= value.IsUnknown;
            result.Append(value.Text);
        }

        return isUnknown ? ResolvedNode.Unknown(call.Location) : evaluator.Produce(result.ToString(), call.Location);
    }

    private static ResolvedNode ValueOf(PropertyEvaluator evaluator, string name, ScalarNode text, MapNode? own)
    {
        if (own?.Find(name) is { } entry)
        {
            return evaluator.Evaluate(entry.Value);
        }

        return AttributeName.Read(name) is { } attribute
            ? evaluator.ReferTo(attribute.LogicalId, attribute.Attribute, text.Location)
            : Find(evaluator, name, text.Location);
    }

    private static ResolvedNode Find(PropertyEvaluator evaluator, string name, TemplateLocation location)
    {
        if (PseudoParameters.Find(name, evaluator.Scope.Options, location) is { } pseudo)
        {
            return pseudo;
        }

        if (evaluator.Scope.Parameter(name) is not { } parameter)
        {
            // A parameter whose value was refused has its fault already.
            return evaluator.Scope.Declares(name)
                ? ResolvedNode.Unknown(location)
                : evaluator.ReferTo(name, attribute: null, location);
        }

        if (parameter.Parameter.IsFromSsm)
        {
            return evaluator.Fail(Unresolvable.SsmParameter(parameter.Parameter, location));
        }

        var dynamic = parameter.Items.Select(item => Unresolvable.DynamicReference(item, location));
        return dynamic.FirstOrDefault(fault => fault is not null) is { } found
            ? evaluator.Fail(found)
            : evaluator.Produce(parameter.At(location));
    }
}
