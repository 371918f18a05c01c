using System.Text.Json;
using System.Text.Json.Serialization;
using Lanyard.Storage.Disk;

namespace Lanyard.Server.Composition;

/// <summary>
/// What a running server leaves in its data directory for those who look for it: <c>server.json</c>, there while the
/// server runs, and readable by the owner alone.
/// </summary>
public sealed record ServerFile
{
    private const string Name = "server.json";

    /// <summary>The server's process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Where it answers, as in <c>http://127.0.0.1:4566</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The account of its first administrator.</summary>
    public required string Account { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>The administrator's key id.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The administrator's secret; the file is the owner's alone.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>Whether it lets refusals pass.</summary>
    public required bool Observe { get; init; }

    /// <summary>Reads the file; null when there is none, or when its server is gone without having removed it.</summary>
    public static ServerFile? Read(string dataDirectory)
    {
        try
        {
            using var file = File.OpenRead(Path.Combine(dataDirectory, Name));
            var server = JsonSerializer.Deserialize(file, ServerFileJson.Default.ServerFile);
            // By the lock and not by the process, whose number may be another's by now.
            return DataDirectory.IsHeld(dataDirectory) ? server : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    public void Write(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, Name);
        var next = path + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(next, options))
        {
            JsonSerializer.Serialize(file, this, ServerFileJson.Default.ServerFile);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Removes the file.</summary>
    public static void Remove(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, Name));
}

/// <summary>How the file is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
