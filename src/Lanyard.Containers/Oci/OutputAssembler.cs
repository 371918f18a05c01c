using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lanyard.Containers.Oci;

/// <summary>Makes lines of the records in which conmon writes output: a time, a stream, whether the line ends there, and text.</summary>
/// <remarks>
/// A record is <c>2026-01-31T12:00:00.123456789+00:00 stdout F text</c> and a line feed; <c>P</c> when the line goes on in the
/// stream's next record. conmon cuts long lines at 8 KiB.
/// <para>
/// INVARIANT: at most one stream has an unended line, because it is handed over as far as it has come when the other stream writes.
/// So a line's position is where the next record begins, and reading from there neither leaves out nor repeats any text.
/// </para>
/// </remarks>
/// <seealso href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md" />
internal sealed class OutputAssembler(long position)
{
    private const int LineLimitBytes = 16 * 1024;
    private const int RecordLimitBytes = 32 * 1024;
    private const int HeaderBytes = 45; // time (35), space, stream (6), space, tag, space
    private const int TimeBytes = 35;

    private readonly PendingLine _stdout = new(OutputChannel.Stdout);
    private readonly PendingLine _stderr = new(OutputChannel.Stderr);

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; } = position;

    /// <summary>Looks at what is in front of the position: the beginning of a character that ends behind it may be there.</summary>
    /// <param name="before">All that is there, or so much of it that ends at the position and may begin within a record.</param>
    public void Recall(ReadOnlySpan<byte> before)
    {
        var start = Offset;
        if (before.Length < start)
        {
            before = before[(before.IndexOf((byte)'\n') + 1)..];
        }

        while (TryTake(before, out var recordBytes, out _))
        {
            before = before[recordBytes..];
        }

        _stdout.Forget();
        _stderr.Forget();
        Offset = start;
    }

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

        var (pending, other) = text.Slice(TimeBytes + 1, 6).SequenceEqual("stderr"u8)
            ? (_stderr, _stdout)
            : (_stdout, _stderr);
        var isWhole = text[TimeBytes + 8] == (byte)'F';
        var payload = text[HeaderBytes..];
        var isTooLong = pending.IsBegun && pending.Length + payload.Length > LineLimitBytes;
        if (other.IsBegun || isTooLong)
        {
            // The record stays: it begins the rest of the line, or is of the other stream.
            recordBytes = 0;
            line = (isTooLong ? pending : other).TakePart(Offset);
            return true;
        }

        pending.Add(payload, time);
        Offset += recordBytes;
        line =
            isWhole ? pending.Take(isPartial: false, Offset)
            : pending.Length >= LineLimitBytes ? pending.TakePart(Offset)
            : null;
        return true;
    }

    /// <summary>What was begun and will not be ended, once the container has ended.</summary>
    public IEnumerable<OutputLine> TakeUnended()
    {
        foreach (var pending in new[] { _stdout, _stderr }.Where(pending => pending.IsBegun))
        {
            yield return pending.Take(isPartial: true, Offset);
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

    /// <summary>The beginning of a line of a stream, or of a character whose rest is still to come.</summary>
    private sealed class PendingLine(OutputChannel channel)
    {
        private readonly ArrayBufferWriter<byte> _text = new();
        private DateTimeOffset _time;

        /// <summary>Text was added that has not been taken.</summary>
        public bool IsBegun { get; private set; }

        public int Length => _text.WrittenCount;

        public void Add(ReadOnlySpan<byte> text, DateTimeOffset time)
        {
            _time = IsBegun ? _time : time;
            IsBegun = true;
            _text.Write(text);
        }

        /// <summary>The line as far as it has come, ended or not.</summary>
        public OutputLine Take(bool isPartial, long position) => Take(isPartial, position, Length);

        /// <summary>The line as far as it has come; a character that was cut in two is kept for what follows. Null when there is no more than that.</summary>
        public OutputLine? TakePart(long position)
        {
            var bytes = Length - UnendedCharacterBytes(_text.WrittenSpan);
            if (bytes > 0)
            {
                return Take(isPartial: true, position, bytes);
            }

            IsBegun = false;
            return null;
        }

        /// <summary>Forgets the line, but not the beginning of a character at its end.</summary>
        public void Forget()
        {
            Keep(UnendedCharacterBytes(_text.WrittenSpan));
            IsBegun = false;
        }

        private OutputLine Take(bool isPartial, long position, int bytes)
        {
            var text = Encoding.UTF8.GetString(_text.WrittenSpan[..bytes]);
            Keep(Length - bytes);
            IsBegun = false;
            return new OutputLine(_time, channel, text, isPartial, position);
        }

        private void Keep(int bytes)
        {
            var kept = _text.WrittenSpan[^bytes..].ToArray();
            _text.ResetWrittenCount();
            _text.Write(kept);
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
