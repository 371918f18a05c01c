using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace Lanyard.Containers.Images;

/// <summary>The name of an image: <c>[host[:port]/]repository[:tag][@digest]</c>.</summary>
/// <remarks>
/// The part before the first slash is a host when it contains a dot or a colon or is <c>localhost</c>, as for Docker.
/// </remarks>
/// <seealso href="https://github.com/distribution/reference/blob/main/reference.go" />
public sealed partial record ImageReference
{
    private const int LongestRepository = 255;

    private ImageReference(string? host, string repository, string? tag, Digest? digest)
    {
        Host = host;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>The registry's host with its port, as written; null when the name has none.</summary>
    public string? Host { get; }

    /// <summary>The path inside the registry, as written: <c>nginx</c>, <c>team/app</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag, as written; null when the name has none.</summary>
    public string? Tag { get; init; }

    /// <summary>The digest of the manifest; null when the name has none.</summary>
    public Digest? Digest { get; init; }

    /// <summary>What to ask the registry for: the digest if there is one, else the tag, else <c>latest</c>.</summary>
    public string TagOrDigest => Digest?.ToString() ?? Tag ?? "latest";

    /// <summary>The registry to ask: the host, or Docker Hub when the name has none.</summary>
    public string RegistryHost => Host ?? "docker.io";

    /// <summary>The path to ask it for: on Docker Hub a single word belongs to <c>library</c>.</summary>
    public string RegistryRepository =>
        RegistryHost == "docker.io" && !Repository.Contains('/', StringComparison.Ordinal)
            ? "library/" + Repository
            : Repository;

    /// <summary>Reads a reference.</summary>
    /// <exception cref="ContainerException">Invalid: it is not a name of an image.</exception>
    public static ImageReference Parse(string text) =>
        TryParse(text, out var reference)
            ? reference
            : throw new ContainerException(
                ContainerFault.Invalid,
                $"`{text}` is not an image reference: expected `[host[:port]/]repository[:tag][@sha256:digest]` in lower case"
            );

    /// <summary>Reads a reference; false when it is not a name of an image.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (text is null || Grammar().Match(text) is not { Success: true } match)
        {
            return false;
        }

        Digest? digest = null;
        if (match.Groups["digest"] is { Success: true } written && !Images.Digest.TryParse(written.Value, out digest))
        {
            return false;
        }

        var (host, repository) = SplitHost(match.Groups["name"].Value);
        if (repository.Length > LongestRepository || !RepositoryGrammar().IsMatch(repository))
        {
            return false;
        }

        reference = new ImageReference(
            host,
            repository,
            match.Groups["tag"] is { Success: true } tag ? tag.Value : null,
            digest
        );
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Host is not null)
        {
            text.Append(Host).Append('/');
        }

        text.Append(Repository);
        if (Tag is not null)
        {
            text.Append(':').Append(Tag);
        }

        if (Digest is not null)
        {
            text.Append('@').Append(Digest);
        }

        return text.ToString();
    }

    private static (string? Host, string Repository) SplitHost(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return (null, name);
        }

        var first = name[..slash];
        var isHost = first == "localhost" || first.AsSpan().ContainsAny('.', ':');
        return isHost && HostGrammar().IsMatch(first) ? (first, name[(slash + 1)..]) : (null, name);
    }

    [GeneratedRegex(
        @"\A(?<name>[^@]+?)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>\S+))?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Grammar();

    [GeneratedRegex(
        @"\A(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HostGrammar();

    [GeneratedRegex(
        @"\A[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RepositoryGrammar();
}
