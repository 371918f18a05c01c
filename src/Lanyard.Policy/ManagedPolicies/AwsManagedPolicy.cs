namespace Lanyard.Policy.ManagedPolicies;

/// <summary>A policy that AWS keeps for everyone, at the newest version that is known.</summary>
public sealed class AwsManagedPolicy
{
    private readonly Lazy<string> _document;

    internal AwsManagedPolicy(string arn, Lazy<string> document)
    {
        Arn = arn;
        _document = document;
    }

    /// <summary>As in <c>arn:aws:iam::aws:policy/AdministratorAccess</c>.</summary>
    public string Arn { get; }

    /// <summary>As in <c>v12</c>.</summary>
    public required string VersionId { get; init; }

    /// <summary>When AWS made the policy, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When AWS made this version of it, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The policy's JSON without white space; unpacked when first asked for.</summary>
    public string Document => _document.Value;

    /// <summary>The policy as another partition has it: the ARNs in it are of that partition.</summary>
    internal AwsManagedPolicy In(string partition) =>
        new(
            Rename(Arn, partition),
            new Lazy<string>(() => Document.Replace("\"arn:aws:", $"\"arn:{partition}:", StringComparison.Ordinal))
        )
        {
            VersionId = VersionId,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
        };

    private static string Rename(string arn, string partition) => $"arn:{partition}{arn["arn:aws".Length..]}";
}
