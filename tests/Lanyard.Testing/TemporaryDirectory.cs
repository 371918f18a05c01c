using System.Security.Cryptography;

namespace Lanyard.Testing;

/// <summary>A directory of a test's own, removed with all that is in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>The absolute path; the directory exists.</summary>
    public string Path { get; } =
        Directory.CreateTempSubdirectory($"lanyard-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-").FullName;

    /// <summary>A path in the directory.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
