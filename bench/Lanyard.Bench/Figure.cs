using System.Globalization;

namespace Lanyard.Bench;

/// <summary>One measured figure beside the baseline of the same run.</summary>
internal static class Figure
{
    /// <summary>
    /// Prints <c>figure value unit baseline-name baseline-value ratio</c>; the ratio is how often the value goes into the
    /// baseline.
    /// </summary>
    public static void Print(string name, double value, string unit, string baselineName, double baseline) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {value:0.#} {unit} {baselineName} {baseline:0.#} {(value == 0 ? 0 : baseline / value):0.##}"
            )
        );

    /// <summary>The median.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
