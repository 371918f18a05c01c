using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>
/// Starts tasks. The caller needs the action on the revision and <c>iam:PassRole</c> on both roles; a role that
/// <c>ecs-tasks.amazonaws.com</c> may not assume fails the call. Any subnets and security groups are taken and shown.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html" />
internal sealed class RunTask(
    Clusters clusters,
    TaskDefinitions definitions,
    TaskEngine engine,
    ClientTokens tokens,
    IdSource ids
) : Operation<RunTaskInput, TaskDefinitionRecord?, RunTaskOutput>(EcsModel.RunTask)
{
    // A family has another revision as soon as somebody registers one: the one judged here is the one that runs.
    protected override TaskDefinitionRecord? Find(RunTaskInput input, Call call) =>
        definitions.Find(call.Account, call.Region, input.TaskDefinition);

    protected override IEnumerable<Requirement> Require(RunTaskInput input, TaskDefinitionRecord? subject, Call call)
    {
        var overrides = input.Overrides;
        var cluster = Clusters.NameOf(input.Cluster);
        var tasks = call.ArnOf("ecs", $"task/{cluster}/*").ToString();
        return
        [
            new Requirement("ecs:RunTask", ResourceOf(input, subject, call))
            {
                Context =
                [
                    new("ecs:cluster", [Clusters.ArnOf(call, cluster)]),
                    new("ecs:enable-execute-command", [input.EnableExecuteCommand == true ? "true" : "false"]),
                    .. TagRequirements.ContextOfResource(subject?.Tags),
                    .. TagRequirements.ContextOf(input.Tags),
                ],
            },
            .. RolePassing.Of(
                call,
                overrides?.TaskRoleArn ?? subject?.Definition.TaskRoleArn,
                overrides?.ExecutionRoleArn ?? subject?.Definition.ExecutionRoleArn
            ),
            .. TagRequirements.Of("RunTask", tasks, TagsOf(input, subject)),
        ];
    }

    protected override async ValueTask<RunTaskOutput> InvokeAsync(
        RunTaskInput input,
        TaskDefinitionRecord? subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var cluster = await clusters.FindOrDefaultAsync(call, input.Cluster, cancellationToken);
        var definition = subject ?? throw EcsErrors.DefinitionNotFound();
        var launchType = RunTaskRules.Check(input, definition);
        var launch = Launch(input, call, cluster, definition, launchType);
        // A retry is answered with what the first call started, also when that one is still under way on another server.
        var earlier = tokens.Find(call, input);
        var started = earlier is null ? await StartAsync(input, call, launch, cancellationToken) : null;
        return Output(started ?? TasksOf(earlier ?? tokens.Find(call, input) ?? []));
    }

    private Task<IReadOnlyList<TaskRecord>?> StartAsync(
        RunTaskInput input,
        Call call,
        TaskLaunch launch,
        CancellationToken cancellationToken
    ) =>
        engine.StartAsync(
            [
                .. Enumerable
                    .Range(0, input.Count ?? 1)
                    .Select(_ => launch with { Attachments = TaskAttachments.For(input.NetworkConfiguration, ids) }),
            ],
            (change, tasks) => tokens.TryAdd(change, call, input, tasks),
            cancellationToken
        );

    private IEnumerable<TaskRecord> TasksOf(IEnumerable<string> arns) =>
        arns.Select(arn => engine.Find(Arn.Parse(arn))).OfType<TaskRecord>();

    private static RunTaskOutput Output(IEnumerable<TaskRecord> tasks) =>
        new() { Tasks = [.. tasks.Select(task => TaskShape.Of(task, withTags: true))], Failures = [] };

    private static TaskLaunch Launch(
        RunTaskInput input,
        Call call,
        ClusterRecord cluster,
        TaskDefinitionRecord definition,
        string launchType
    ) =>
        new()
        {
            Account = call.Account,
            Region = call.Region,
            ClusterName = cluster.Name,
            Definition = definition,
            LaunchType = launchType,
            PlatformVersion = input.PlatformVersion,
            Overrides = WithRoleArns(input.Overrides, call),
            Group = input.Group,
            StartedBy = input.StartedBy,
            NetworkConfiguration = input.NetworkConfiguration,
            Tags = TagsOf(input, definition),
            EnableExecuteCommand = input.EnableExecuteCommand == true,
        };

    private static TaskOverride? WithRoleArns(TaskOverride? overrides, Call call) =>
        overrides is null
            ? null
            : overrides with
            {
                TaskRoleArn = overrides.TaskRoleArn is { } task ? RolePassing.ArnOf(call, task) : null,
                ExecutionRoleArn = overrides.ExecutionRoleArn is { } role ? RolePassing.ArnOf(call, role) : null,
            };

    private static IReadOnlyList<Tag> TagsOf(RunTaskInput input, TaskDefinitionRecord? definition) =>
        input.PropagateTags == "TASK_DEFINITION" && definition is not null
            ? [.. (input.Tags ?? []).Concat(definition.Tags).DistinctBy(tag => tag.Key, StringComparer.Ordinal)]
            : input.Tags ?? [];

    // A family stands for its newest active revision; what is not there is asked about as it was named.
    private static string ResourceOf(RunTaskInput input, TaskDefinitionRecord? definition, Call call)
    {
        var given = input.TaskDefinition ?? "";
        return definition is not null ? definition.Arn.ToString()
            : Arn.TryParse(given, out _) ? given
            : call.ArnOf(
                    "ecs",
                    $"task-definition/{(given.Contains(':', StringComparison.Ordinal) ? given : given + ":*")}"
                )
                .ToString();
    }
}
