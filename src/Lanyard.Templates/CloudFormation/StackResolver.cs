using Lanyard.Templates.CloudFormation.Functions;

namespace Lanyard.Templates.CloudFormation;

/// <summary>Turns a template and its options into a list of resources that can be made one after the other.</summary>
/// <remarks>
/// (1) parameters get their values, (2) conditions are answered, (3) the properties of each resource whose condition holds
/// are tried with unknown attributes, which finds what it refers to and what fails, (4) the resources are sorted.
/// </remarks>
internal sealed class StackResolver
{
    private readonly CloudFormationTemplate _template;
    private readonly StackScope _scope;
    private readonly EvaluationBudget _budget = new();
    private readonly List<TemplateFault> _faults = [];

    private StackResolver(CloudFormationTemplate template, ResolutionOptions options)
    {
        _template = template;
        _scope = new StackScope(template, options, new ParameterBinder(template, _faults).Bind(options.Parameters)); // (1)
    }

    internal static DeclaredStack Resolve(CloudFormationTemplate template, ResolutionOptions options) =>
        new StackResolver(template, options).Resolve();

    private DeclaredStack Resolve()
    {
        AnswerConditions(); // (2)
        var active = _template.Resources.Where(resource => _scope.Holds(resource.Condition)).ToList();
        var dependencies = active.ToDictionary(
            resource => resource.LogicalId,
            Dependencies, // (3)
            StringComparer.Ordinal
        );
        var sorted = Sort(dependencies); // (4)
        var outputs = _template
            .Outputs.Where(output => _scope.Holds(output.Condition))
            .Select(output => new DeclaredOutput(output, _scope));
        return new DeclaredStack(sorted, [.. outputs], _faults.InWrittenOrder());
    }

    private void AnswerConditions()
    {
        var conditions = _template.Conditions.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var names = conditions.ToDictionary(
            entry => entry.Key,
            entry =>
                (IReadOnlyList<string>)[.. ConditionFunctions.NamesIn(entry.Value.Value).Select(name => name.Name)],
            StringComparer.Ordinal
        );
        var order = DependencyOrder.Of(conditions.Keys, names);
        foreach (var circle in order.Circles)
        {
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.CircularCondition,
                    $"Template error: Found circular condition dependency between {string.Join(" and ", circle)}",
                    conditions[circle[0]].KeyLocation
                )
            );
        }

        foreach (var name in order.Sorted)
        {
            var evaluator = new PropertyEvaluator(_scope, new RecordedReferences(), _budget, owner: null);
            _scope.Conditions[name] = ConditionFunctions.Test(evaluator, conditions[name].Value);
            _faults.AddRange(evaluator.Faults);
        }
    }

    private Dictionary<string, TemplateLocation> Dependencies(ResourceDeclaration resource)
    {
        var recorded = new RecordedReferences();
        if (resource.Properties is { } properties)
        {
            var tried = PropertyEvaluator.Resolve(properties, _scope, recorded, _budget, resource);
            if (resource.MadeAs is not null)
            {
                _faults.AddRange(tried.Faults);
            }
        }

        var dependencies = new Dictionary<string, TemplateLocation>(StringComparer.Ordinal);
        foreach (var name in resource.DependsOn.Where(name => IsActive(name.Name)))
        {
            dependencies.TryAdd(name.Name, name.Location);
        }

        foreach (var (name, location) in recorded.Places)
        {
            dependencies.TryAdd(name, location);
        }

        return dependencies;
    }

    private bool IsActive(string logicalId) =>
        _scope.Resource(logicalId) is { } resource && _scope.Holds(resource.Condition);

    private List<DeclaredResource> Sort(Dictionary<string, Dictionary<string, TemplateLocation>> dependencies)
    {
        var names = dependencies.ToDictionary(
            entry => entry.Key,
            entry => (IReadOnlyList<string>)[.. entry.Value.Keys],
            StringComparer.Ordinal
        );
        var order = DependencyOrder.Of(names.Keys, names);
        foreach (var circle in order.Circles)
        {
            var next = circle[1 % circle.Count];
            _faults.Add(
                new TemplateFault(
                    TemplateFaultCode.CircularDependency,
                    $"Circular dependency between resources: [{string.Join(", ", circle)}]",
                    dependencies[circle[0]][next],
                    string.Join(" → ", circle.Append(circle[0]))
                )
            );
        }

        var positions = order
            .Sorted.Index()
            .ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        return
        [
            .. order.Sorted.Select(name => new DeclaredResource(
                _scope.Resource(name)!,
                _scope,
                [.. names[name].OrderBy(dependency => positions[dependency])]
            )),
        ];
    }
}
