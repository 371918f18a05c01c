using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Running.Makers;
using Lanyard.Policy;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>A template read, resolved and found good: every resource planned before any is made.</summary>
internal sealed class StackPlan
{
    private readonly MakingContext _context;
    private readonly DeclaredStack _stack;
    private readonly Dictionary<string, ResourcePlan> _plans;

    private StackPlan(MakingContext context, DeclaredStack stack, Dictionary<string, ResourcePlan> plans)
    {
        _context = context;
        _stack = stack;
        _plans = plans;
    }

    /// <summary>The template's path.</summary>
    public string Path => _context.TemplatePath;

    /// <summary>The names of the parameters it takes.</summary>
    public required IReadOnlyList<string> ParameterNames { get; init; }

    /// <summary>The resources of types that Lanyard does not make.</summary>
    public IEnumerable<DeclaredResource> NotMade => _stack.Resources.Where(resource => !resource.IsMade);

    /// <summary>The plans of made resources, by logical id.</summary>
    public IReadOnlyDictionary<string, ResourcePlan> Plans => _plans;

    /// <summary>The task definitions that are to be run: those that no service of the input uses.</summary>
    public IReadOnlyList<TaskPlan> Tasks =>
        [
            .. _plans
                .Where(plan => plan.Value.Task is not null && !IsUsedByService(plan.Key))
                .Select(plan => plan.Value.Task!),
        ];

    /// <summary>All task definitions.</summary>
    public IEnumerable<TaskPlan> AllTasks => _plans.Values.Select(plan => plan.Task).OfType<TaskPlan>();

    /// <summary>Reads a template and plans its resources.</summary>
    /// <param name="isAlone">It is the run's only template; otherwise parameters that it does not take are for others.</param>
    /// <exception cref="CommandException">The file is not there or the template has faults; all of them are named.</exception>
    public static async Task<StackPlan> ReadAsync(
        string path,
        IReadOnlyDictionary<string, string> parameters,
        string account,
        string region,
        bool isAlone,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(path))
        {
            throw CommandException.Misuse($"there is no file `{path}`", "name a CloudFormation template");
        }

        var source = new TemplateSource(path, await File.ReadAllTextAsync(path, cancellationToken));
        var parsed = CloudFormationTemplate.Parse(source);
        if (!parsed.IsValid)
        {
            throw Faulty(parsed.Faults);
        }

        var name = StackNameOf(path);
        var names = parsed.Template!.Parameters.Select(parameter => parameter.Name).ToList();
        var stack = parsed.Template.Resolve(
            new ResolutionOptions
            {
                Parameters = isAlone
                    ? parameters
                    : parameters
                        .Where(parameter => names.Contains(parameter.Key, StringComparer.Ordinal))
                        .ToDictionary(StringComparer.Ordinal),
                AccountId = AccountId.Parse(account),
                Region = region,
                StackName = name,
                StackId = $"arn:aws:cloudformation:{region}:{account}:stack/{name}/lanyard",
            }
        );
        if (stack.Faults.Count > 0)
        {
            throw Faulty(stack.Faults);
        }

        var context = new MakingContext(account, region, name, path);
        return new StackPlan(context, stack, Plan(stack, context)) { ParameterNames = names };
    }

    /// <summary>Makes the resources in the order they depend on each other.</summary>
    /// <param name="made">Hears of each resource when it is made.</param>
    public async Task MakeAsync(AwsClient client, Action<string, string> made, CancellationToken cancellationToken)
    {
        var attributes = new MadeAttributes();
        foreach (var resource in _stack.Resources.Where(resource => resource.IsMade))
        {
            var properties = resource.ResolveProperties(attributes);
            if (properties.Value is not { } node)
            {
                throw Faulty(properties.Faults);
            }

            var plan = ResourceMakers
                .Find(resource.Type)!
                .Read(resource, new PropertyReader(node, resource.Description), _context);
            var answers = await plan.MakeAsync(client, cancellationToken);
            attributes.Set(resource.LogicalId, answers);
            _plans[resource.LogicalId] = plan with { Answers = answers };
            made(resource.LogicalId, plan.What);
        }
    }

    /// <summary>All faults in one message, a line each.</summary>
    public static CommandException Faulty(IEnumerable<TemplateFault> faults) =>
        CommandException.Misuse(string.Join('\n', faults.Select(fault => fault.ToString())));

    private static Dictionary<string, ResourcePlan> Plan(DeclaredStack stack, MakingContext context)
    {
        var attributes = new MadeAttributes();
        var plans = new Dictionary<string, ResourcePlan>(StringComparer.Ordinal);
        foreach (var resource in stack.Resources.Where(resource => resource.IsMade))
        {
            var properties = resource.ResolveProperties(attributes);
            context.Faults.AddRange(properties.Faults);
            if (properties.Value is not { } node)
            {
                continue;
            }

            var reader = new PropertyReader(node, resource.Description);
            var plan = ResourceMakers.Find(resource.Type)!.Read(resource, reader, context);
            context.Faults.AddRange(reader.Faults);
            attributes.Set(resource.LogicalId, plan.Answers);
            plans[resource.LogicalId] = plan;
        }

        return context.Faults.Count == 0 ? plans : throw Faulty(context.Faults.Distinct());
    }

    private bool IsUsedByService(string logicalId) =>
        _stack.Resources.Any(resource =>
            resource.Type is "AWS::ECS::Service" && resource.DependsOn.Contains(logicalId, StringComparer.Ordinal)
        );

    private static string StackNameOf(string path)
    {
        var file = System.IO.Path.GetFileNameWithoutExtension(path);
        var folder = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)));
        var name = file is "template" && folder is { Length: > 0 } ? folder : file;
        return new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]);
    }
}
