using System.Text.RegularExpressions;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ecs;

/// <summary>The clusters of all accounts and regions.</summary>
internal sealed partial class Clusters(RecordTable<ClusterRecord> table)
{
    /// <summary>The cluster that is meant when none is named; it is there once somebody needs it.</summary>
    public const string Default = "default";

    /// <summary>The records by <see cref="Call.KeyOf(string)" />.</summary>
    public RecordTable<ClusterRecord> Table => table;

    /// <summary>The name in what a caller gives: nothing, a name or an ARN.</summary>
    public static string NameOf(string? reference) =>
        reference is not { Length: > 0 } ? Default
        : Arn.TryParse(reference, out var arn)
            ? arn.Resource[(arn.Resource.IndexOf('/', StringComparison.Ordinal) + 1)..]
        : reference;

    /// <summary>The ARN of a cluster, whether it exists or not.</summary>
    public static string ArnOf(Call call, string name) => call.ArnOf("ecs", $"cluster/{name}").ToString();

    /// <summary>Finds an active cluster; null when there is none.</summary>
    public ClusterRecord? Find(Call call, string name) =>
        table.Find(call.KeyOf(name)) is { Status: "ACTIVE" } cluster ? cluster : null;

    /// <summary>Finds the cluster that a call means; the default one is made when it is not there.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none of that name.</exception>
    public async ValueTask<ClusterRecord> FindOrDefaultAsync(
        Call call,
        string? reference,
        CancellationToken cancellationToken
    )
    {
        var name = NameOf(reference);
        if (Find(call, name) is { } found)
        {
            return found;
        }

        return name == Default ? await AddAsync(New(call, name), cancellationToken) : throw EcsErrors.ClusterNotFound();
    }

    /// <summary>Adds a cluster, or finds the active one of that name.</summary>
    public async ValueTask<ClusterRecord> AddAsync(ClusterRecord cluster, CancellationToken cancellationToken)
    {
        var (_, after) = await table.ChangeAsync(
            cluster.Key,
            current => current is { Status: "ACTIVE" } ? current : cluster,
            cancellationToken
        );
        return after!;
    }

    /// <summary>A new cluster in the call's account and region.</summary>
    /// <exception cref="Wire.Errors.AwsException">The name is not valid.</exception>
    public static ClusterRecord New(Call call, string name) =>
        NamePattern().IsMatch(name)
            ? new()
            {
                Id = call.RequestId,
                Account = call.Account.ToString(),
                Region = call.Region,
                Name = name,
                Arn = ArnOf(call, name),
            }
            : throw EcsErrors.BadClusterName();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,255}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
