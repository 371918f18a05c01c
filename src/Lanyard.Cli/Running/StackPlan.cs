using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Errors;

namespace Lanyard.Cli.Running;

/// <summary>An input file read, resolved and found good: every resource planned before any is made.</summary>
internal sealed class StackPlan
{
    private readonly MakingContext _context;
    private readonly IReadOnlyList<InputResource> _resources;
    private readonly Dictionary<string, ResourcePlan> _plans = new(StringComparer.Ordinal);

    /// <summary>Plans resources, in an order in which they can be made.</summary>
    /// <exception cref="CommandException">Some have faults; all of them are named.</exception>
    public StackPlan(MakingContext context, IReadOnlyList<InputResource> resources)
    {
        _context = context;
        _resources = resources;
        var attributes = new MadeAttributes();
        foreach (var resource in resources)
        {
            if (resource.Plan(attributes, context) is { } plan)
            {
                attributes.Set(resource.LogicalId, plan.Answers);
                _plans[resource.LogicalId] = plan;
            }
        }

        Planned = attributes;
        Made = attributes;
        if (context.Faults.Count > 0)
        {
            throw Faulty(context.Faults.Distinct());
        }
    }

    /// <summary>The ARN of a resource where the file's are made.</summary>
    public string ArnOf(string service, string resource) => _context.ArnOf(service, resource);

    /// <summary>The file's path.</summary>
    public string Path => _context.TemplatePath;

    /// <summary>The names of the parameters it takes.</summary>
    public IReadOnlyList<string> ParameterNames { get; init; } = [];

    /// <summary>The resources of types that Lanyard does not make.</summary>
    public IReadOnlyList<DeclaredResource> NotMade { get; init; } = [];

    /// <summary>What resources answer as planned.</summary>
    public MadeAttributes Planned { get; }

    /// <summary>What resources answer once they are made; until then as planned.</summary>
    public MadeAttributes Made { get; private set; }

    /// <summary>What the file says of made resources and is not made.</summary>
    public IReadOnlyCollection<UnmadeProperty> UnmadeProperties => _context.UnmadeProperties;

    /// <summary>The plans of made resources, by logical id.</summary>
    public IReadOnlyDictionary<string, ResourcePlan> Plans => _plans;

    /// <summary>The families of task definitions that services of the file use.</summary>
    public IReadOnlyCollection<string> ServedFamilies =>
        ServiceDefinitions.FamiliesOf(NotMade.Where(one => one.Type == "AWS::ECS::Service"), this);

    /// <summary>The task definitions that are to be run: those that no service of the file uses.</summary>
    public IReadOnlyList<TaskPlan> Tasks => TasksOf([this]);

    /// <summary>All task definitions.</summary>
    public IEnumerable<TaskPlan> AllTasks => _plans.Values.Select(plan => plan.Task).OfType<TaskPlan>();

    /// <summary>The task definitions of several files that no service of any of them uses.</summary>
    public static IReadOnlyList<TaskPlan> TasksOf(IReadOnlyList<StackPlan> stacks)
    {
        var served = stacks.SelectMany(stack => stack.ServedFamilies).ToHashSet(StringComparer.Ordinal);
        return [.. stacks.SelectMany(stack => stack.AllTasks).Where(task => !served.Contains(task.Input.Family!))];
    }

    /// <summary>Reads a file and plans its resources.</summary>
    /// <param name="isAlone">It is the run's only file; otherwise parameters that it does not take are for others.</param>
    /// <exception cref="CommandException">The file is not there or has faults; all of them are named.</exception>
    public static Task<StackPlan> ReadAsync(
        string path,
        IReadOnlyDictionary<string, string> parameters,
        string account,
        string region,
        bool isAlone,
        CancellationToken cancellationToken
    ) => new InputReader(parameters, account, region, isAlone).ReadAsync(path, cancellationToken);

    /// <summary>The resources of a template that are made, with their properties as planned.</summary>
    public IEnumerable<(InputResource Resource, PropertyReader Properties)> ReadAll() =>
        from resource in _resources
        let properties = resource.ReadProperties(Planned)
        where properties is not null
        select (resource, properties);

    /// <summary>Makes the resources in the order they depend on each other.</summary>
    /// <param name="made">Hears of each resource when it is made.</param>
    /// <exception cref="CommandException">A resource was refused.</exception>
    public async Task MakeAsync(AwsClient client, Action<string, string> made, CancellationToken cancellationToken)
    {
        var attributes = new MadeAttributes();
        foreach (var resource in _resources)
        {
            var plan = resource.Plan(attributes, _context) ?? throw Faulty(_context.Faults.Distinct());
            var answers = await MakeAsync(client, resource, plan, cancellationToken);
            attributes.Set(resource.LogicalId, answers);
            _plans[resource.LogicalId] = plan with { Answers = answers };
            made(resource.LogicalId, plan.What);
            _context.UnmadeProperties.UnionWith(
                answers.Unchanged.Select(property =>
                    resource.Unmade(property, resource.Location, "it is there already and this cannot be changed")
                )
            );
        }

        Made = attributes;
    }

    /// <summary>All faults in one message, a line each.</summary>
    public static CommandException Faulty(IEnumerable<TemplateFault> faults) =>
        CommandException.Misuse(
            string.Join('\n', faults.Select(fault => fault.ToString())),
            "correct the input and run the command again; nothing was made"
        );

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        InputResource resource,
        ResourcePlan plan,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await plan.MakeAsync(client, cancellationToken);
        }
        catch (AwsException error)
        {
            var message =
                $"{resource.Location}: {resource.Description} could not be made: {error.Code}: {error.Message}";
            throw error.IsServerFault
                ? CommandException.Failed(message, "see what the server wrote, and run the command again")
                : CommandException.Misuse(
                    message,
                    "correct it and run the command again; what was made before it is kept and brought up to date"
                );
        }
    }
}
