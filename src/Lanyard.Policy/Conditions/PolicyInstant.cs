namespace Lanyard.Policy.Conditions;

/// <summary>An instant as policies and requests write it: the W3C profile of ISO 8601, or seconds of the Unix epoch.</summary>
/// <remarks>Precision may end after the year, the month, the day or the minute; without a zone it is UTC.</remarks>
/// <param name="Ticks">Units of 100 ns since the Unix epoch.</param>
/// <seealso href="https://www.w3.org/TR/NOTE-datetime" />
internal readonly record struct PolicyInstant(Int128 Ticks)
{
    private const int YearDigits = 4;
    private const int MaximumEpochDigits = 19;

    /// <summary>Reads an instant without allocating; false when the text is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PolicyInstant instant)
    {
        var isNumber = text.Length > 0 && CountDigits(text) == text.Length;
        // Four digits are a year; the second of the epoch they could also mean lies in January 1970.
        return isNumber && text.Length != YearDigits
            ? TryParseEpoch(text, out instant)
            : TryParseDate(text, out instant);
    }

    /// <summary>Whether a text that is an instant says its zone, as seconds of the epoch do.</summary>
    public static bool HasZone(ReadOnlySpan<char> text)
    {
        if (CountDigits(text) == text.Length)
        {
            return text.Length != YearDigits;
        }

        var time = text.IndexOfAny('T', 't');
        return time >= 0 && text[time..].ContainsAny("Zz+-");
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        return digits;
    }

    private static bool TryParseEpoch(ReadOnlySpan<char> text, out PolicyInstant instant)
    {
        instant = default;
        if (text.Length > MaximumEpochDigits)
        {
            return false;
        }

        Int128 seconds = 0;
        foreach (var digit in text)
        {
            seconds = (seconds * 10) + (digit - '0');
        }

        instant = new PolicyInstant(seconds * TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool TryParseDate(ReadOnlySpan<char> text, out PolicyInstant instant)
    {
        instant = default;
        var cursor = new Cursor(text);
        var (year, month, day) = (0, 1, 1);
        var isDate = cursor.TakeNumber(YearDigits, out year);
        if (isDate && cursor.Take('-'))
        {
            isDate = cursor.TakeNumber(2, out month);
            if (isDate && cursor.Take('-'))
            {
                isDate = cursor.TakeNumber(2, out day);
            }
        }

        isDate = isDate && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        if (!isDate || !TryTakeTime(ref cursor, out var time) || !cursor.IsAtEnd)
        {
            return false;
        }

        var date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        instant = new PolicyInstant((Int128)(date.Ticks - DateTime.UnixEpoch.Ticks) + time);
        return true;
    }

    private static bool TryTakeTime(ref Cursor cursor, out long ticks)
    {
        ticks = 0;
        if (!cursor.Take('T') && !cursor.Take('t'))
        {
            return true;
        }

        if (!cursor.TakeNumber(2, out var hour) || !cursor.Take(':') || !cursor.TakeNumber(2, out var minute))
        {
            return false;
        }

        var (second, fraction) = (0, 0L);
        if (cursor.Take(':'))
        {
            if (!cursor.TakeNumber(2, out second) || (cursor.Take('.') && !cursor.TakeFraction(out fraction)))
            {
                return false;
            }
        }

        ticks =
            (hour * TimeSpan.TicksPerHour)
            + (minute * TimeSpan.TicksPerMinute)
            + (second * TimeSpan.TicksPerSecond)
            + fraction;
        return hour <= 23 && minute <= 59 && second <= 59 && TryTakeZone(ref cursor, ref ticks);
    }

    private static bool TryTakeZone(ref Cursor cursor, ref long ticks)
    {
        if (cursor.IsAtEnd || cursor.Take('Z') || cursor.Take('z'))
        {
            return true;
        }

        var isEast = cursor.Take('+');
        if (!isEast && !cursor.Take('-'))
        {
            return false;
        }

        if (!cursor.TakeNumber(2, out var hours))
        {
            return false;
        }

        _ = cursor.Take(':');
        if (!cursor.TakeNumber(2, out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        var offset = (hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute);
        ticks -= isEast ? offset : -offset;
        return true;
    }

    private ref struct Cursor(ReadOnlySpan<char> rest)
    {
        private ReadOnlySpan<char> _rest = rest;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool Take(char expected)
        {
            if (_rest.IsEmpty || _rest[0] != expected)
            {
                return false;
            }

            _rest = _rest[1..];
            return true;
        }

        public bool TakeNumber(int digits, out int number)
        {
            number = 0;
            if (_rest.Length < digits || CountDigits(_rest[..digits]) < digits)
            {
                return false;
            }

            foreach (var digit in _rest[..digits])
            {
                number = (number * 10) + (digit - '0');
            }

            _rest = _rest[digits..];
            return true;
        }

        public bool TakeFraction(out long ticks)
        {
            ticks = 0;
            var unit = TimeSpan.TicksPerSecond;
            var taken = CountDigits(_rest);
            foreach (var digit in _rest[..taken])
            {
                unit /= 10;
                ticks += (digit - '0') * unit;
            }

            _rest = _rest[taken..];
            return taken > 0;
        }
    }
}
