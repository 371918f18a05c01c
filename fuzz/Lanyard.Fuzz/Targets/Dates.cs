using System.Globalization;
using Lanyard.Policy.Conditions;

namespace Lanyard.Fuzz.Targets;

/// <summary>Instants, compared with .NET's reading of those that both can read.</summary>
internal static class Dates
{
    public static FuzzTarget Target { get; } =
        new(
            "dates",
            [
                "2026-11-24T00:00:00Z",
                "2026-11-24T23:59:59.1234567+14:00",
                "2026",
                "2026-02-29",
                "1795478400",
                "0001-01-01T00:00Z",
                "9999-12-31t23:59:59-23:59",
            ],
            [
                "T",
                "t",
                "Z",
                "z",
                "+",
                "-",
                ":",
                ".",
                "00",
                "24",
                "60",
                "0000",
                "9999",
                "-02-29",
                "+01:00",
                "+9999",
                "\u0661",
                " ",
            ],
            Generate,
            Check
        );

    private static string Generate(Random random)
    {
        var at = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        return at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    private static void Check(string input)
    {
        var isInstant = PolicyInstant.TryParse(input, out var instant);
        _ = PolicyInstant.HasZone(input);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(input, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, Utc, out var at))
        {
            Assert.True(isInstant, "a date in the usual form is one");
            Assert.True(instant.Ticks == at.Ticks - DateTime.UnixEpoch.Ticks, "both read the same instant");
        }
    }
}
