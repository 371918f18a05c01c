using System.Security.Cryptography;

namespace Lanyard.Containers.Images.Archives;

/// <summary>A file that is gone when it is closed.</summary>
internal static class ScratchFile
{
    /// <summary>Makes an empty one in a directory, which is made when it is not there.</summary>
    public static FileStream Create(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(
                Path.Combine(directory, RandomNumberGenerator.GetHexString(32, lowercase: true)),
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.Read | FileShare.Delete,
                bufferSize: 0,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(
                ContainerFault.Unavailable,
                $"cannot make a scratch file in `{directory}`: {fault.Message}",
                fault
            );
        }
    }
}
