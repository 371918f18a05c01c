using Lanyard.Policy;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Refuses every name that a template uses and does not declare, wherever it is, as CloudFormation does.</summary>
/// <remarks>
/// Under macros, resources of types that are not made and outputs may use names that a macro adds; those are let pass.
/// </remarks>
internal sealed class ReferenceCheck
{
    private readonly ICollection<TemplateFault> _faults;
    private readonly HashSet<string> _values;
    private readonly HashSet<string> _resources;
    private readonly HashSet<string> _conditions;
    private readonly HashSet<string> _mappings;

    private ReferenceCheck(CloudFormationTemplate template, ICollection<TemplateFault> faults)
    {
        _faults = faults;
        _values = [.. template.Parameters.Select(parameter => parameter.Name), .. PseudoParameters.Names];
        _resources = [.. template.Resources.Select(resource => resource.LogicalId)];
        _conditions = [.. template.Conditions.Select(condition => condition.Key)];
        _mappings = [.. template.Mappings.Select(mapping => mapping.Key)];
    }

    /// <summary>Adds a fault for each name that is not declared and each function that does not exist.</summary>
    internal static void Check(CloudFormationTemplate template, ICollection<TemplateFault> faults)
    {
        var check = new ReferenceCheck(template, faults);
        foreach (var condition in template.Conditions)
        {
            check.Walk(condition.Value, new Block("Conditions", TakesResources: false, IsLenient: false));
        }

        foreach (var resource in template.Resources)
        {
            var isLenient = template.HasMacros && resource.MadeAs is null;
            check.CheckResource(resource, new Block("Resources", TakesResources: true, isLenient));
        }

        foreach (var output in template.Outputs)
        {
            var block = new Block("Outputs", TakesResources: true, template.HasMacros);
            check.Walk(output.Value, block);
            check.Walk(output.Export, block);
            check.RequireCondition(output.Condition, block);
        }
    }

    private void CheckResource(ResourceDeclaration resource, Block block)
    {
        RequireCondition(resource.Condition, block);
        foreach (var name in resource.DependsOn.Where(name => !_resources.Contains(name.Name)))
        {
            Refuse(Unresolved(name.Name, block), name.Location, block, Hint(name.Name, _resources));
        }

        Walk(resource.Properties, block);
    }

    private void Walk(TemplateNode? node, Block block)
    {
        switch (node)
        {
            case ListNode list:
                foreach (var item in list.Items)
                {
                    Walk(item, block);
                }

                break;
            case MapNode map:
                foreach (var entry in map.Entries)
                {
                    Walk(entry.Value, block);
                }

                break;
            case IntrinsicNode call:
                CheckCall(call, block);
                Walk(call.Argument, block);
                break;
        }
    }

    private void CheckCall(IntrinsicNode call, Block block)
    {
        switch (call.Name)
        {
            case IntrinsicNames.Ref:
                RequireValue((call.Argument as ScalarNode)?.Text, call.Argument.Location, block);
                break;
            case "Fn::GetAtt":
                CheckAttribute(call.Argument, block);
                break;
            case "Fn::Sub":
                CheckSub(call.Argument, block);
                break;
            case IntrinsicNames.Condition:
                RequireCondition(FirstText(call.Argument), block);
                break;
            case "Fn::If":
                RequireCondition(call.Argument is ListNode ? FirstText(call.Argument) : null, block);
                break;
            case "Fn::FindInMap":
                CheckMapping(call.Argument);
                break;
            default:
                RequireKnown(call);
                break;
        }
    }

    private void RequireValue(string? name, TemplateLocation location, Block block)
    {
        if (name is null || _values.Contains(name) || (block.TakesResources && _resources.Contains(name)))
        {
            return;
        }

        var isResource = _resources.Contains(name);
        Refuse(
            Unresolved(name, block),
            location,
            block,
            isResource ? "a condition cannot refer to a resource" : Hint(name, _values.Concat(_resources))
        );
    }

    private void CheckAttribute(TemplateNode argument, Block block)
    {
        var resource = argument switch
        {
            ScalarNode scalar => AttributeName.Read(scalar.Text)?.LogicalId,
            ListNode { Items: [ScalarNode first, ..] } => first.Text,
            _ => null,
        };
        if (resource is not null && !_resources.Contains(resource))
        {
            Refuse(
                $"Template error: instance of Fn::GetAtt references undefined resource {resource}",
                FirstText(argument)?.Location ?? argument.Location,
                block,
                Hint(resource, _resources)
            );
        }
    }

    private void CheckSub(TemplateNode argument, Block block)
    {
        var own = argument is ListNode { Items: [_, MapNode map] } ? map : null;
        if (FirstText(argument) is not { } text)
        {
            return;
        }

        var names = SubTemplate.Read(text.Name).Where(part => part.IsVariable).Select(part => part.Text);
        foreach (var name in names.Where(name => own?.Find(name) is null))
        {
            if (name.Contains(':') && !name.StartsWith("AWS::", StringComparison.Ordinal))
            {
                Refuse(
                    $"Template error: variable {name} in Fn::Sub expression does not resolve",
                    text.Location,
                    block,
                    $"write `${{!{name}}}` to keep it as it is, for IAM"
                );
            }
            else
            {
                RequireValue(AttributeName.Read(name)?.LogicalId ?? name, text.Location, block);
            }
        }
    }

    private void CheckMapping(TemplateNode argument)
    {
        if (argument is ListNode { Items: [ScalarNode name, ..] } && !_mappings.Contains(name.Text))
        {
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.UnknownMapping,
                    $"Template error: Mapping named '{name.Text}' is not present in the 'Mappings' section of template.",
                    name.Location,
                    Hint(name.Text, _mappings)
                )
            );
        }
    }

    private void RequireCondition(WrittenName? condition, Block block)
    {
        if (condition is { } name && !_conditions.Contains(name.Name))
        {
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.UnknownCondition,
                    $"Template format error: Unresolved condition dependency {name.Name} in the {block.Name} block of the template",
                    name.Location,
                    Hint(name.Name, _conditions)
                )
            );
        }
    }

    private void RequireKnown(IntrinsicNode call)
    {
        if (IntrinsicNames.IsKnown(call.Name))
        {
            return;
        }

        var isTag = call.Name.StartsWith('!');
        _faults.Add(
            new TemplateFault(
                TemplateFaultCode.UnknownIntrinsic,
                $"Template error: CloudFormation has no function `{call.Name}`",
                call.Location,
                Hint(call.Name, isTag ? IntrinsicNames.Tags : IntrinsicNames.LongForms)
            )
        );
    }

    private void Refuse(string message, TemplateLocation location, Block block, string? hint)
    {
        if (!block.IsLenient)
        {
            _faults.Add(new TemplateFault(TemplateFaultCode.UnresolvedReference, message, location, hint));
        }
    }

    private string? Hint(string wanted, IEnumerable<string> candidates) =>
        _faults.Count < NearestName.MostHints ? NearestName.Hint(wanted, candidates) : null;

    private static WrittenName? FirstText(TemplateNode argument) =>
        argument switch
        {
            ScalarNode scalar => new WrittenName(scalar.Text, scalar.Location),
            ListNode { Items: [ScalarNode first, ..] } => new WrittenName(first.Text, first.Location),
            _ => null,
        };

    private static string Unresolved(string name, Block block) =>
        $"Template format error: Unresolved resource dependencies [{name}] in the {block.Name} block of the template";

    /// <summary>A section and what may be named in it.</summary>
    private readonly record struct Block(string Name, bool TakesResources, bool IsLenient);
}
