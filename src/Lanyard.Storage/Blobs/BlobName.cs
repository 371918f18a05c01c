using System.Buffers;
using System.Security.Cryptography;

namespace Lanyard.Storage.Blobs;

/// <summary>The names of blobs: 32 random hexadecimal digits, or the 64 of a digest. They lead out of no directory.</summary>
internal static class BlobName
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>A name that nothing else has.</summary>
    public static string Fresh() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Refuses what is no name.</summary>
    /// <returns>The name.</returns>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound" /></exception>
    public static string Checked(string name) =>
        name.Length is 32 or 64 && !name.AsSpan().ContainsAnyExcept(Hexadecimal)
            ? name
            : throw new StoreException(StoreFault.NotFound, $"there is no blob `{name}`");
}
