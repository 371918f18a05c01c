using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Storage.Sealing;

/// <summary>Encrypts small values at rest (AES-256-GCM), each bound to a purpose: sealed for one, it does not open for another.</summary>
/// <remarks>
/// A sealed value is a version byte (1), a random nonce of 12 bytes, a tag of 16 bytes and the cipher text. Nonces are random,
/// so one key is good for 2^32 values.
/// </remarks>
/// <seealso href="https://csrc.nist.gov/pubs/sp/800/38/d/final">NIST SP 800-38D, section 8.3 for the limit</seealso>
public sealed class Sealer
{
    private const byte FormatVersion = 1;
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + NonceBytes + TagBytes;
    private const UnixFileMode OwnerReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] _key;

    /// <summary>Seals with a key.</summary>
    /// <param name="key">32 bytes.</param>
    public Sealer(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeyBytes)
        {
            throw new ArgumentException($"a key has {KeyBytes} bytes", nameof(key));
        }

        _key = key.ToArray();
    }

    /// <summary>Reads the key from a file that only its owner may touch.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.NotFound" />; <see cref="StoreFault.Unavailable" /> when group or others have any right to the file;
    /// <see cref="StoreFault.Corrupt" /> when it does not hold 32 bytes.
    /// </exception>
    public static Sealer FromKeyFile(string path)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerReadWrite) is not UnixFileMode.None)
            {
                throw new StoreException(
                    StoreFault.Unavailable,
                    $"the key file `{path}` must be readable by its owner alone: run chmod 600 '{path}'"
                );
            }

            var key = File.ReadAllBytes(path);
            return key.Length == KeyBytes
                ? new Sealer(key)
                : throw new StoreException(StoreFault.Corrupt, $"the key file `{path}` does not hold {KeyBytes} bytes");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StoreException(StoreFault.NotFound, $"there is no key file `{path}`", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(StoreFault.Unavailable, $"cannot read the key file `{path}`: {e.Message}", e);
        }
    }

    /// <summary>Writes a new random key to a file that must not exist, readable by its owner alone.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Unavailable" /> when the file exists or cannot be written.</exception>
    public static void CreateKeyFile(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        var unfinished = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReadWrite;
        }

        try
        {
            using (var file = new FileStream(unfinished, options))
            {
                file.Write(key);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new StoreException(StoreFault.Unavailable, $"cannot write the key file `{path}`: {e.Message}", e);
        }
    }

    /// <summary>Encrypts; the result differs each time.</summary>
    /// <param name="purpose">Where the value belongs, as in a record's collection and key; needed again to open it, and not secret.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string purpose)
    {
        var result = new byte[HeaderBytes + plain.Length];
        result[0] = FormatVersion;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        // An AesGcm is not for several threads at once; making one costs about as much as a small seal.
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(
            nonce,
            plain,
            result.AsSpan(HeaderBytes),
            result.AsSpan(1 + NonceBytes, TagBytes),
            AssociatedBytes(purpose)
        );
        return result;
    }

    /// <summary>Decrypts what <see cref="Seal" /> made with the same key and purpose.</summary>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Corrupt" /> when a bit is not what was sealed, or the key or the purpose is another;
    /// <see cref="StoreFault.TooNew" /> when the format is.
    /// </exception>
    public byte[] Open(ReadOnlySpan<byte> sealedValue, string purpose)
    {
        if (sealedValue.Length < HeaderBytes || sealedValue[0] == 0)
        {
            throw new StoreException(StoreFault.Corrupt, $"what should be the sealed value of `{purpose}` is none");
        }

        if (sealedValue[0] > FormatVersion)
        {
            throw new StoreException(StoreFault.TooNew, $"a newer version of Lanyard sealed the value of `{purpose}`");
        }

        var plain = new byte[sealedValue.Length - HeaderBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        try
        {
            cipher.Decrypt(
                sealedValue.Slice(1, NonceBytes),
                sealedValue[HeaderBytes..],
                sealedValue.Slice(1 + NonceBytes, TagBytes),
                plain,
                AssociatedBytes(purpose)
            );
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new StoreException(
                StoreFault.Corrupt,
                $"the sealed value of `{purpose}` does not open: it was altered, or sealed with another key or for another purpose",
                e
            );
        }

        return plain;
    }

    private static byte[] AssociatedBytes(string purpose) => [FormatVersion, .. Encoding.UTF8.GetBytes(purpose)];
}
