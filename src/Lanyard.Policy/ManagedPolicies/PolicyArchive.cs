using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;

namespace Lanyard.Policy.ManagedPolicies;

/// <summary>The embedded archive: an entry a policy, so that one is unpacked without the others.</summary>
/// <remarks>Entries are named by path and name; their comments say <c>version created updated</c>.</remarks>
internal sealed class PolicyArchive
{
    public const string ArnPrefix = "arn:aws:iam::aws:policy/";

    private const string ResourceName = "ManagedPolicies/aws.zip";
    private const string Suffix = ".json";

    // An archive's entries share its stream, and so take turns.
    private readonly Lock _reading = new();
    private readonly FrozenDictionary<string, AwsManagedPolicy> _policies;

    private PolicyArchive(ZipArchive archive)
    {
        var policies = archive.Entries.Select(PolicyOf).ToList();
        _policies = policies.ToFrozenDictionary(policy => policy.Arn, StringComparer.Ordinal);
        Arns = [.. policies.Select(policy => policy.Arn).Order(StringComparer.Ordinal)];
    }

    /// <summary>The ARNs in order.</summary>
    public IReadOnlyList<string> Arns { get; }

    /// <summary>Opens the archive, which stays open: it is read wherever the program itself is.</summary>
    public static PolicyArchive Open() =>
        new(new ZipArchive(typeof(PolicyArchive).Assembly.GetManifestResourceStream(ResourceName)!));

    public AwsManagedPolicy? Find(string arn) => _policies.GetValueOrDefault(arn);

    private AwsManagedPolicy PolicyOf(ZipArchiveEntry entry)
    {
        var facts = entry.Comment.Split(' ');
        return new AwsManagedPolicy(ArnPrefix + entry.FullName[..^Suffix.Length], new Lazy<string>(() => Unpack(entry)))
        {
            VersionId = facts[0],
            CreatedAt = DateTimeOffset.Parse(facts[1], CultureInfo.InvariantCulture),
            UpdatedAt = DateTimeOffset.Parse(facts[2], CultureInfo.InvariantCulture),
        };
    }

    private string Unpack(ZipArchiveEntry entry)
    {
        lock (_reading)
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }
    }
}
