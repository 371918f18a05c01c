using System.Security.Cryptography;
using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Remembers what calls with a client token did, which SDKs repeat when an answer is late.</summary>
internal sealed class ClientTokens(RecordTable<ClientTokenRecord> table)
{
    /// <summary>The tasks that an earlier call with this token started; null when there was none, or no token is given.</summary>
    /// <exception cref="Wire.Errors.AwsException">The earlier call had other parameters.</exception>
    public IReadOnlyList<string>? Find(Call call, RunTaskInput input)
    {
        if (input.ClientToken is not { Length: > 0 } token || !table.TryGet(call.KeyOf(token), out var known))
        {
            return null;
        }

        return known.Input == HashOf(input) ? known.TaskArns : throw EcsErrors.TokenReused();
    }

    /// <summary>Remembers what a call is about to do, in the change that does it; false when a call with its token was faster.</summary>
    public bool TryAdd(RecordChange change, Call call, RunTaskInput input, IEnumerable<TaskRecord> tasks)
    {
        if (input.ClientToken is not { Length: > 0 } token)
        {
            return true;
        }

        if (change.Find(table, call.KeyOf(token)) is not null)
        {
            return false;
        }

        change.Put(
            table,
            new ClientTokenRecord(call.KeyOf(token), HashOf(input), [.. tasks.Select(task => task.TaskArn)])
        );
        return true;
    }

    private static string HashOf(RunTaskInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(EcsModel.RunTask.WriteInput(input).Body.Span));
}
