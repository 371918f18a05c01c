using System.Security.Cryptography;
using Lanyard.Access.Admission;
using Lanyard.Storage;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>Remembers what calls with a client token did.</summary>
internal sealed class ClientTokens(RecordTable<ClientTokenRecord> table)
{
    private const int GateCount = 64;

    private readonly Gate[] _gates = [.. Enumerable.Range(0, GateCount).Select(_ => new Gate())];

    /// <summary>Makes a call wait for earlier ones with its token, which SDKs repeat when an answer is late.</summary>
    /// <param name="run">What the call does; looks for what an earlier one did, and adds what it does itself.</param>
    public async ValueTask<T> OneByOneAsync<T>(
        Call call,
        RunTaskInput input,
        Func<ValueTask<T>> run,
        CancellationToken cancellationToken
    )
    {
        if (input.ClientToken is not { Length: > 0 } token)
        {
            return await run();
        }

        var hash = StringComparer.Ordinal.GetHashCode(call.KeyOf(token));
        using var visit = await _gates[unchecked((uint)hash) % GateCount].EnterAsync(cancellationToken);
        return await run();
    }

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

    /// <summary>Remembers what a call did, when it has a token.</summary>
    public async ValueTask AddAsync(
        Call call,
        RunTaskInput input,
        IEnumerable<string> taskArns,
        CancellationToken cancellationToken
    )
    {
        if (input.ClientToken is { Length: > 0 } token)
        {
            var record = new ClientTokenRecord(call.KeyOf(token), HashOf(input), [.. taskArns]);
            await table.PutAsync(record, cancellationToken);
        }
    }

    private static string HashOf(RunTaskInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(EcsModel.RunTask.WriteInput(input).Body.Span));
}
