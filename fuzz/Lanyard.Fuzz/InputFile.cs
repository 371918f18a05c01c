using System.Runtime.InteropServices;

namespace Lanyard.Fuzz;

/// <summary>Inputs in files: UTF-16 with its mark, for half a surrogate pair is an input too and has no UTF-8.</summary>
internal sealed class InputFile : IDisposable
{
    private static readonly byte[] Mark = [0xFF, 0xFE];

    private readonly string _directory;
    private readonly string _current;
    private readonly FileStream _stream;

    public InputFile(string root, string target)
    {
        _directory = Path.Combine(root, "artifacts", "fuzz");
        Directory.CreateDirectory(_directory);
        _current = Path.Combine(_directory, $"{target}.current");
        _stream = new FileStream(_current, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Reads an input that was kept.</summary>
    public static string Read(string path) =>
        new(MemoryMarshal.Cast<byte, char>(File.ReadAllBytes(path).AsSpan(Mark.Length)));

    /// <summary>Notes what runs now, so that it is there even if the process is not any more.</summary>
    public void Note(string input)
    {
        RandomAccess.Write(_stream.SafeFileHandle, Mark, 0);
        RandomAccess.Write(_stream.SafeFileHandle, MemoryMarshal.AsBytes(input.AsSpan()), Mark.Length);
        RandomAccess.SetLength(_stream.SafeFileHandle, Mark.Length + (2L * input.Length));
    }

    /// <summary>Keeps what was noted last.</summary>
    /// <returns>The path of the file.</returns>
    public string Keep(string name)
    {
        var path = Path.Combine(_directory, name);
        File.Copy(_current, path, overwrite: true);
        return path;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_current);
    }
}
