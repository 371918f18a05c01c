using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Lanyard.Containers.Linux;

/// <summary>A short-lived program and what it said.</summary>
/// <remarks>
/// .NET's own process class cannot hand on a file beyond the three standard ones, which conmon needs, and leaves SIGPIPE
/// ignored in what it starts.
/// </remarks>
internal static unsafe class ChildProcess
{
    private const int DescriptionBytes = 512; // both glibc and musl need less for either description
    private const short SetSignalDefaults = 4;
    private const short SetSignalMask = 8;
    private const short SetSession = 0x80;
    private const int OutputLimit = 64 * 1024;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote on either stream, at most 64 KiB.</returns>
    public static Task<ChildResult> RunAsync(string program, IReadOnlyList<string> arguments) =>
        RunOnThreadAsync(() => Run(program, arguments, [], untilLine: false));

    /// <summary>
    /// Runs a program that leaves a child behind: what the two write on standard error and file 3 is read until the first whole
    /// line that begins with <c>{</c>, or until both have closed it.
    /// </summary>
    public static Task<ChildResult> LaunchAsync(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment
    ) => RunOnThreadAsync(() => Run(program, arguments, environment, untilLine: true));

    // A thread of its own: the call blocks for as long as a container takes to be made, and the pool may be two threads wide.
    private static Task<ChildResult> RunOnThreadAsync(Func<ChildResult> run) =>
        Task.Factory.StartNew(
            run,
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );

    private static ChildResult Run(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        bool untilLine
    )
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.OpenCloseOnExec) != 0)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"no pipe to `{program}`: {Libc.LastError}");
        }

        int pid;
        try
        {
            pid = Spawn(program, arguments, environment, ends[1], untilLine);
        }
        catch
        {
            _ = Libc.Close(ends[0]);
            throw;
        }
        finally
        {
            _ = Libc.Close(ends[1]);
        }

        var output = ReadOutput(ends[0], untilLine);
        _ = Libc.Close(ends[0]);
        return new ChildResult(WaitFor(pid), output);
    }

    private static int Spawn(
        string program,
        IReadOnlyList<string> arguments,
        IReadOnlyList<string> environment,
        int output,
        bool untilLine
    )
    {
        var actions = stackalloc byte[DescriptionBytes];
        var attributes = stackalloc byte[DescriptionBytes];
        DescribeFiles(actions, output, untilLine);
        DescribeSignals(attributes);
        using var argumentBlock = new StringBlock([program, .. arguments]);
        using var environmentBlock = new StringBlock([
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "TZ=UTC",
            "LC_ALL=C",
            .. environment,
        ]);
        var error = Libc.Spawn(
            out var pid,
            program,
            actions,
            attributes,
            argumentBlock.Pointers,
            environmentBlock.Pointers
        );
        _ = Libc.FileActionsDestroy(actions);
        _ = Libc.AttributesDestroy(attributes);
        return error == 0
            ? pid
            : throw new ContainerException(
                error == Libc.NoSuchFile ? ContainerFault.NotFound : ContainerFault.Unavailable,
                $"cannot run `{program}`: {Marshal.GetPInvokeErrorMessage(error)}"
            );
    }

    private static void DescribeFiles(byte* actions, int output, bool untilLine)
    {
        _ = Libc.FileActionsInit(actions);
        _ = Libc.FileActionsOpen(actions, 0, "/dev/null", Libc.OpenReadOnly, 0);
        _ = Libc.FileActionsDuplicate(actions, output, 1);
        _ = Libc.FileActionsDuplicate(actions, output, 2);
        if (untilLine)
        {
            _ = Libc.FileActionsDuplicate(actions, output, 3);
        }
    }

    private static void DescribeSignals(byte* attributes)
    {
        var signals = stackalloc byte[128]; // sigset_t
        _ = Libc.AttributesInit(attributes);
        new Span<byte>(signals, 128).Clear();
        _ = Libc.AttributesSetSignalMask(attributes, signals);
        new Span<byte>(signals, 8).Fill(0xff);
        _ = Libc.AttributesSetSignalDefaults(attributes, signals);
        _ = Libc.AttributesSetFlags(attributes, SetSignalDefaults | SetSignalMask | SetSession);
    }

    private static string ReadOutput(int fd, bool untilLine)
    {
        var output = new ArrayBufferWriter<byte>(256);
        while (true)
        {
            var room = output.GetSpan(4096);
            nint count;
            fixed (byte* pointer = room)
            {
                count = Libc.Read(fd, pointer, (nuint)room.Length);
            }

            if (count < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
            {
                continue;
            }

            if (count <= 0)
            {
                return Encoding.UTF8.GetString(output.WrittenSpan);
            }

            if (output.WrittenCount < OutputLimit)
            {
                output.Advance((int)count);
            }

            if (untilLine && EndsWithReport(output.WrittenSpan))
            {
                return Encoding.UTF8.GetString(output.WrittenSpan);
            }
        }
    }

    private static bool EndsWithReport(ReadOnlySpan<byte> written)
    {
        if (written is not [.., (byte)'\n'])
        {
            return false;
        }

        var lastLine = written[(written[..^1].LastIndexOf((byte)'\n') + 1)..];
        return lastLine[0] == '{';
    }

    private static int WaitFor(int pid)
    {
        int status;
        while (Libc.WaitProcess(pid, &status, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
            {
                return -1;
            }
        }

        var signal = status & 0x7f;
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal;
    }

    /// <summary>Strings as C passes them to a program: pointers to bytes, the last one null.</summary>
    private sealed class StringBlock : IDisposable
    {
        private readonly int _count;

        public StringBlock(string[] strings)
        {
            _count = strings.Length;
            Pointers = (byte**)NativeMemory.AllocZeroed((nuint)(_count + 1), (nuint)sizeof(byte*));
            for (var i = 0; i < _count; i++)
            {
                Pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(strings[i]);
            }
        }

        public byte** Pointers { get; }

        public void Dispose()
        {
            for (var i = 0; i < _count; i++)
            {
                Marshal.FreeCoTaskMem((nint)Pointers[i]);
            }

            NativeMemory.Free(Pointers);
        }
    }
}

/// <summary>How a program ended and what it wrote.</summary>
/// <param name="ExitCode">Its exit code, or 128 and the number of the signal that ended it.</param>
/// <param name="Output">What it wrote, at most 64 KiB.</param>
internal readonly record struct ChildResult(int ExitCode, string Output);
