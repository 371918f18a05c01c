using System.Text;
using System.Text.RegularExpressions;

namespace Lanyard.Tasks.Output;

/// <summary>The regular expression that a <c>strftime</c> format stands for in <c>awslogs-datetime-format</c>.</summary>
/// <seealso href="https://docs.docker.com/engine/logging/drivers/awslogs/#awslogs-datetime-format" />
internal static class StrftimePattern
{
    private static readonly Dictionary<char, string> Codes = new()
    {
        ['a'] = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)",
        ['A'] = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)",
        ['w'] = "[0-6]",
        ['d'] = @"\d{2}",
        ['b'] = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        ['B'] = "(?:January|February|March|April|May|June|July|August|September|October|November|December)",
        ['m'] = @"\d{2}",
        ['Y'] = @"\d{4}",
        ['y'] = @"\d{2}",
        ['H'] = @"\d{2}",
        ['I'] = @"\d{2}",
        ['p'] = "[AP]M",
        ['M'] = @"\d{2}",
        ['S'] = @"\d{2}",
        ['L'] = @"\.\d{3}",
        ['f'] = @"\d{6}",
        ['z'] = @"[+-]\d{4}",
        ['Z'] = "[A-Z]{1,4}T",
        ['j'] = @"\d{3}",
    };

    /// <summary>The pattern; codes that are not known vanish.</summary>
    public static string Of(string format)
    {
        var pattern = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                pattern.Append(Regex.Escape(format[i].ToString()));
                continue;
            }

            i++;
            pattern.Append(format[i] == '%' ? "%" : Codes.GetValueOrDefault(format[i], ""));
        }

        return pattern.ToString();
    }
}
