using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lanyard.Containers.Oci;

/// <summary>Makes lines of the records in which conmon writes output: a time, a stream, whether the line ends there, and text.</summary>
/// <remarks>
/// A record is <c>2026-01-31T12:00:00.123456789+00:00 stdout F text</c> and a line feed; <c>P</c> when the line goes on in the
/// stream's next record. conmon cuts long lines at 8 KiB.
/// </remarks>
/// <seealso href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md" />
internal sealed class OutputAssembler(long position)
{
    private const int LineLimitBytes = 16 * 1024;
    private const int RecordLimitBytes = 32 * 1024;
    private const int HeaderBytes = 45; // time (35), space, stream (6), space, tag, space
    private const int TimeBytes = 35;

    private readonly PendingLine _stdout = new();
    private readonly PendingLine _stderr = new();

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; } = position;

    /// <summary>Takes a record off the front of what was read.</summary>
    /// <param name="read">What was read, beginning at <see cref="Offset"/>.</param>
    /// <param name="recordBytes">How much was taken.</param>
    /// <param name="line">A line that is whole now, or as long as lines may be; null when there is none yet.</param>
    /// <returns>False when no whole record is there.</returns>
    public bool TryTake(ReadOnlySpan<byte> read, out int recordBytes, out OutputLine? line)
    {
        line = null;
        recordBytes = read.IndexOf((byte)'\n') + 1;
        if (recordBytes == 0)
        {
            if (read.Length < RecordLimitBytes)
            {
                return false;
            }

            recordBytes = RecordLimitBytes;
        }

        var record = read[..recordBytes];
        var text = record is [.. var content, (byte)'\n'] ? content : record;
        if (text.Length < HeaderBytes || !TryReadTime(text, out var time))
        {
            // Not a record: what a machine that lost its power left of one.
            Offset += recordBytes;
            return true;
        }

        var (channel, pending, other) = text.Slice(TimeBytes + 1, 6).SequenceEqual("stderr"u8)
            ? (OutputChannel.Stderr, _stderr, _stdout)
            : (OutputChannel.Stdout, _stdout, _stderr);
        var isWhole = text[TimeBytes + 8] == (byte)'F';
        var payload = text[HeaderBytes..];
        if (pending.Length + payload.Length > LineLimitBytes && pending.Length > 0)
        {
            // The record stays: it begins the rest of the line.
            recordBytes = 0;
            line = pending.TakePart(channel, Math.Min(Offset, other.Start));
            return true;
        }

        pending.Add(payload, time, Offset);
        Offset += recordBytes;
        if (isWhole)
        {
            line = pending.Take(channel, isPartial: false, Math.Min(Offset, other.Start));
        }

        return true;
    }

    /// <summary>What was begun and will not be ended, once the container has ended.</summary>
    public IEnumerable<OutputLine> TakeUnended()
    {
        if (_stdout.Length > 0)
        {
            yield return _stdout.Take(OutputChannel.Stdout, isPartial: true, Math.Min(Offset, _stderr.Start));
        }

        if (_stderr.Length > 0)
        {
            yield return _stderr.Take(OutputChannel.Stderr, isPartial: true, Offset);
        }
    }

    private static bool TryReadTime(ReadOnlySpan<byte> record, out DateTimeOffset time)
    {
        // .NET counts tenths of microseconds: the last two digits are left out.
        Span<char> text = stackalloc char[33];
        Encoding.ASCII.GetChars(record[..27], text);
        Encoding.ASCII.GetChars(record.Slice(29, 6), text[27..]);
        return DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal,
            out time
        );
    }

    /// <summary>The beginning of a line.</summary>
    private sealed class PendingLine
    {
        private readonly ArrayBufferWriter<byte> _text = new();
        private DateTimeOffset _time;

        /// <summary>Where its first record begins; the largest number when there is no line.</summary>
        public long Start { get; private set; } = long.MaxValue;

        public int Length => _text.WrittenCount;

        public void Add(ReadOnlySpan<byte> text, DateTimeOffset time, long offset)
        {
            if (Start == long.MaxValue)
            {
                (Start, _time) = (offset, time);
            }

            _text.Write(text);
        }

        /// <summary>The line as far as it has come, ended or not.</summary>
        public OutputLine Take(OutputChannel channel, bool isPartial, long position) =>
            Take(channel, isPartial, position, _text.WrittenCount);

        /// <summary>The line as far as it has come; a character that was cut in two is kept for what follows.</summary>
        public OutputLine TakePart(OutputChannel channel, long position) =>
            Take(channel, isPartial: true, position, _text.WrittenCount - UnendedCharacterBytes(_text.WrittenSpan));

        private OutputLine Take(OutputChannel channel, bool isPartial, long position, int bytes)
        {
            var written = _text.WrittenSpan;
            var line = new OutputLine(_time, channel, Encoding.UTF8.GetString(written[..bytes]), isPartial, position);
            var rest = written[bytes..].ToArray();
            _text.ResetWrittenCount();
            _text.Write(rest);
            Start = long.MaxValue;
            return line;
        }

        private static int UnendedCharacterBytes(ReadOnlySpan<byte> text)
        {
            for (var bytes = 1; bytes <= Math.Min(3, text.Length); bytes++)
            {
                var lead = text[^bytes];
                if (lead >= 0xC0)
                {
                    var needed =
                        lead >= 0xF0 ? 4
                        : lead >= 0xE0 ? 3
                        : 2;
                    return needed > bytes ? bytes : 0;
                }
            }

            return 0;
        }
    }
}
