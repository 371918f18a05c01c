using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lanyard.Containers.Oci;

/// <summary>The smallest program there is: it ends with <see cref="ExitCode"/>. Being whole in itself, it needs nothing of the machine's files.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/elf.5.html" />
internal static class ProbeProgram
{
    public const int ExitCode = 42;

    private const int HeaderBytes = 64;
    private const int SegmentBytes = 56;
    private const ulong LoadAddress = 0x400000;

    /// <summary>The program for this machine's processor.</summary>
    /// <exception cref="ContainerException">Unavailable: we know no program for it.</exception>
    public static byte[] Bytes()
    {
        var (machine, code) = RuntimeInformation.OSArchitecture switch
        {
            // mov edi, 42; mov eax, 60 (exit); syscall
            Architecture.X64 => ((ushort)62, (byte[])[0xBF, ExitCode, 0, 0, 0, 0xB8, 60, 0, 0, 0, 0x0F, 0x05]),
            // mov x0, #42; mov x8, #93 (exit); svc #0
            Architecture.Arm64 => (
                (ushort)183,
                [0x40, 0x05, 0x80, 0xD2, 0xA8, 0x0B, 0x80, 0xD2, 0x01, 0x00, 0x00, 0xD4]
            ),
            var other => throw new ContainerException(
                ContainerFault.Unavailable,
                $"containers cannot be tried out on a processor of the kind {other}"
            ),
        };
        var program = new byte[HeaderBytes + SegmentBytes + code.Length];
        WriteHeader(program, machine);
        WriteSegment(program.AsSpan(HeaderBytes), (ulong)program.Length);
        code.CopyTo(program, HeaderBytes + SegmentBytes);
        return program;
    }

    private static void WriteHeader(Span<byte> header, ushort machine)
    {
        // Magic, 64 bits, little-endian, version 1.
        ((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2); // a program
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], LoadAddress + HeaderBytes + SegmentBytes); // where it starts
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], HeaderBytes); // where the segments are described
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], SegmentBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1); // one segment
    }

    private static void WriteSegment(Span<byte> segment, ulong length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // to be loaded
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 5); // readable and executable
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x10000); // the largest page there is
    }
}
