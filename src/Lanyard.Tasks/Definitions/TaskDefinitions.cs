using System.Globalization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>The registered task definitions of all accounts and regions.</summary>
public sealed class TaskDefinitions
{
    private static readonly Collection<TaskDefinitionRecord> DefinitionCollection = new(
        "ecs.task-definitions",
        () => TasksJson.Default.TaskDefinitionRecord
    );

    private static readonly Collection<TaskFamilyRecord> FamilyCollection = new(
        "ecs.task-families",
        () => TasksJson.Default.TaskFamilyRecord
    );

    private readonly RecordTable<TaskDefinitionRecord> _definitions;
    private readonly RecordTable<TaskFamilyRecord> _families;
    private readonly TimeProvider _time;

    private TaskDefinitions(
        RecordTable<TaskDefinitionRecord> definitions,
        RecordTable<TaskFamilyRecord> families,
        TimeProvider time
    )
    {
        _definitions = definitions;
        _families = families;
        _time = time;
    }

    /// <summary>Opens the definitions of a store's tables.</summary>
    public static async ValueTask<TaskDefinitions> OpenAsync(
        Records records,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        new(
            await records.OpenAsync(DefinitionCollection, cancellationToken),
            await records.OpenAsync(FamilyCollection, cancellationToken),
            time
        );

    /// <summary>Registers the next revision of a family.</summary>
    /// <param name="definition">As it is to be described; ARN, revision, status, time and registrar are filled in.</param>
    /// <param name="registeredBy">The ARN of the caller.</param>
    public async ValueTask<TaskDefinitionRecord> RegisterAsync(
        AccountId account,
        string region,
        TaskDefinition definition,
        IReadOnlyList<Tag> tags,
        string registeredBy,
        CancellationToken cancellationToken
    )
    {
        var family = definition.Family ?? throw new ArgumentException("a definition has a family", nameof(definition));
        var revision = await NextRevisionAsync(account, region, family, cancellationToken);
        var record = new TaskDefinitionRecord
        {
            Account = account.ToString(),
            Region = region,
            Family = family,
            Revision = revision,
            Definition = definition with
            {
                TaskDefinitionArn = TaskDefinitionRecord.ArnOf(account.ToString(), region, family, revision).ToString(),
                Revision = revision,
                Status = "ACTIVE",
                RegisteredAt = _time.GetUtcNow(),
                RegisteredBy = registeredBy,
            },
            Tags = [.. tags],
        };
        await _definitions.PutAsync(record, cancellationToken);
        return record;
    }

    /// <summary>Makes a revision inactive; answers the record as it is when it was inactive before.</summary>
    public async ValueTask<TaskDefinitionRecord> DeregisterAsync(
        TaskDefinitionRecord found,
        CancellationToken cancellationToken
    )
    {
        var (_, after) = await _definitions.ChangeAsync(
            found.Key,
            record =>
                record is { IsActive: true }
                    ? record with
                    {
                        Definition = record.Definition with { Status = "INACTIVE", DeregisteredAt = _time.GetUtcNow() },
                    }
                    : record,
            cancellationToken
        );
        return after ?? found;
    }

    /// <summary>Finds a definition; null when there is none in this account and region.</summary>
    /// <param name="reference">
    /// <c>family</c> for its newest active revision, <c>family:revision</c>, or an ARN of either; inactive revisions are
    /// found by their number. Null or empty names nothing.
    /// </param>
    public TaskDefinitionRecord? Find(AccountId account, string region, string? reference)
    {
        var name = reference is { Length: > 0 } ? NameIn(account, region, reference) : null;
        if (name is null)
        {
            return null;
        }

        var colon = name.LastIndexOf(':');
        if (colon < 0)
        {
            return List(account, region, name).Where(definition => definition.IsActive).MaxBy(d => d.Revision);
        }

        return int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? _definitions.Find(TaskDefinitionRecord.KeyOf(new RecordKey(account, region, name[..colon]), revision))
            : null;
    }

    /// <summary>All revisions of an account in a region, active or not, by family and then by revision.</summary>
    public IReadOnlyList<TaskDefinitionRecord> List(AccountId account, string region) =>
        _definitions.List(RecordKey.Prefix(account, region));

    /// <summary>All revisions of a family, active or not, in order.</summary>
    public IReadOnlyList<TaskDefinitionRecord> List(AccountId account, string region, string family) =>
        _definitions.List(new RecordKey(account, region, family).Child(':', ""));

    private async ValueTask<int> NextRevisionAsync(
        AccountId account,
        string region,
        string family,
        CancellationToken cancellationToken
    )
    {
        // Counted apart from the revisions, so that a number is not used again when a revision is gone.
        var (_, counted) = await _families.ChangeAsync(
            new RecordKey(account, region, family),
            known => new TaskFamilyRecord
            {
                Account = account.ToString(),
                Region = region,
                Family = family,
                LastRevision = (known?.LastRevision ?? 0) + 1,
            },
            cancellationToken
        );
        return counted!.LastRevision;
    }

    private static string? NameIn(AccountId account, string region, string reference)
    {
        if (!Arn.TryParse(reference, out var arn))
        {
            return reference;
        }

        const string Kind = "task-definition/";
        var isHere =
            arn.Account == account.ToString()
            && arn.Region == region
            && arn.Resource.StartsWith(Kind, StringComparison.Ordinal);
        return isHere ? arn.Resource[Kind.Length..] : null;
    }
}
