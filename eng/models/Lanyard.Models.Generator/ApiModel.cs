using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lanyard.Models.Generator;

/// <summary>An API model in the form of botocore's <c>service-2.json</c>, read without interpretation.</summary>
internal sealed partial class ApiModel
{
    private readonly JsonElement _root;

    private ApiModel(Stream stream, string source)
    {
        using var document = JsonDocument.Parse(stream);
        (_root, Source) = (document.RootElement.Clone(), source);
    }

    /// <summary>Where the model came from, as in <c>botocore 1.43.11, ecs 2014-11-13</c>.</summary>
    public string Source { get; }

    /// <summary>The facts about the service.</summary>
    public JsonElement Metadata => _root.GetProperty("metadata");

    /// <summary>All operations.</summary>
    public IEnumerable<JsonProperty> Operations => _root.GetProperty("operations").EnumerateObject();

    /// <summary>One operation.</summary>
    public JsonElement Operation(string name) => _root.GetProperty("operations").GetProperty(name);

    /// <summary>One shape.</summary>
    public JsonElement Shape(string name) => _root.GetProperty("shapes").GetProperty(name);

    /// <summary>A fact about the service; null when the model does not have it.</summary>
    public string? Fact(string name) => Metadata.Text(name);

    /// <summary>Reads a model of our own.</summary>
    public static ApiModel ReadOwn(string path)
    {
        using var stream = File.OpenRead(path);
        return new ApiModel(stream, $"eng/models/{Path.GetFileName(path)}");
    }

    /// <summary>Reads the newest model of a service that botocore ships.</summary>
    public static ApiModel ReadPublished(string data, string service)
    {
        var version = Directory
            .EnumerateDirectories(Path.Combine(data, service))
            .Select(Path.GetFileName)
            .Max(StringComparer.Ordinal)!;
        var plain = Path.Combine(data, service, version, "service-2.json");
        using Stream stream = File.Exists(plain)
            ? File.OpenRead(plain)
            : new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress);
        return new ApiModel(stream, $"botocore {LibraryVersion(data)}, {service} {version}");
    }

    private static string LibraryVersion(string data)
    {
        var library = Path.Combine(data, "..", "__init__.py");
        var match = VersionLine().Match(File.ReadAllText(library));
        return match.Success ? match.Groups["version"].Value : throw new FormatException($"no version in {library}");
    }

    [GeneratedRegex("__version__ = '(?<version>[^']+)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionLine();
}

/// <summary>Shorter ways to ask JSON for what may be absent.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A text member; null when absent.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>Whether a member is there and true.</summary>
    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A numeric member; null when absent.</summary>
    public static decimal? Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetDecimal() : null;
}
