using System.Runtime.InteropServices.Marshalling;
using System.Text;

namespace Lanyard.Containers.Images.Files;

/// <summary>File names as Linux has them: bytes, one in each <c>char</c> of a string.</summary>
/// <remarks>
/// Names in an image need not be UTF-8, and must come out as they went in. Everything in this folder and every tar entry
/// holds names in this form; text from outside passes <see cref="From" /> on its way in, <see cref="Show" /> on its way out.
/// </remarks>
internal static class RawName
{
    /// <summary>The name of this text in UTF-8.</summary>
    public static string From(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The name for a person to read.</summary>
    public static string Show(string name) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name));

    /// <summary>The name of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of the name.</summary>
    public static byte[] Bytes(string name) => Encoding.Latin1.GetBytes(name);
}

/// <summary>Hands a <see cref="RawName" /> to libc as a null-terminated string of its bytes.</summary>
[CustomMarshaller(typeof(string), MarshalMode.ManagedToUnmanagedIn, typeof(Pinned))]
internal static unsafe class RawNameMarshaller
{
    /// <summary>One name for the time of one call.</summary>
    public ref struct Pinned
    {
        private byte* _bytes;
        private bool _isAllocated;

        /// <summary>Bytes the caller offers on its stack.</summary>
        public static int BufferSize => 512;

        public void FromManaged(string name, Span<byte> buffer)
        {
            if (name.Contains('\0', StringComparison.Ordinal))
            {
                throw new ContainerException(ContainerFault.Invalid, "a file name has a zero byte in it");
            }

            if (name.Length >= buffer.Length)
            {
                _bytes = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc((nuint)name.Length + 1);
                _isAllocated = true;
                buffer = new Span<byte>(_bytes, name.Length + 1);
            }
            else
            {
                // The generated caller allocates the buffer on its stack, where it stays.
                _bytes = (byte*)
                    System.Runtime.CompilerServices.Unsafe.AsPointer(
                        ref System.Runtime.InteropServices.MemoryMarshal.GetReference(buffer)
                    );
            }

            buffer[Encoding.Latin1.GetBytes(name, buffer)] = 0;
        }

        public readonly byte* ToUnmanaged() => _bytes;

        public readonly void Free()
        {
            if (_isAllocated)
            {
                System.Runtime.InteropServices.NativeMemory.Free(_bytes);
            }
        }
    }
}
