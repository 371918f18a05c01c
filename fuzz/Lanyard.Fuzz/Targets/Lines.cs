namespace Lanyard.Fuzz.Targets;

/// <summary>Inputs of several parts: a line each.</summary>
internal static class Lines
{
    /// <summary>Splits an input; parts that are not there are empty, and the last has what remains.</summary>
    public static string[] Split(string input, int parts)
    {
        var lines = input.Split('\n', parts);
        return [.. lines, .. Enumerable.Repeat("", parts - lines.Length)];
    }
}
