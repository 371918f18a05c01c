using Lanyard.Containers;

namespace Lanyard.Cli.Rendering;

/// <summary>What a machine has and lacks to run tasks.</summary>
/// <param name="Findings">In the order in which they are to be mended.</param>
internal sealed record Diagnosis(IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether nothing is missing.</summary>
    public bool IsFine => Findings.All(one => one.IsGood);

    /// <summary>The one command that mends what a command can mend; empty when none does.</summary>
    public string Remedy =>
        string.Join(
            " && ",
            Findings
                .Where(one => !one.IsGood && one.Remedy.Length > 0)
                .Select(one => one.Remedy)
                .Distinct(StringComparer.Ordinal)
        );

    /// <summary>The diagnosis for people.</summary>
    public string ToText()
    {
        var lines = Findings.Select(one => $"{(one.IsGood ? "ok     " : "MISSING")}  {one.What}").ToList();
        lines.Add(IsFine ? "this machine can run tasks" : "this machine cannot run tasks yet");
        if (!IsFine)
        {
            lines.Add(Remedy.Length > 0 ? $"mend it with: {Remedy}" : "no command mends that: use another machine");
        }

        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The diagnosis for scripts.</summary>
    public string ToJson() =>
        JsonLine.Of(json =>
        {
            json.WriteBoolean("canRunTasks", IsFine);
            json.WriteString("remedy", Remedy.Length > 0 ? Remedy : null);
            json.WriteStartArray("findings");
            foreach (var finding in Findings)
            {
                json.WriteStartObject();
                json.WriteBoolean("good", finding.IsGood);
                json.WriteString("what", finding.What);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}

/// <summary>One thing that a machine has or lacks.</summary>
/// <param name="IsGood">Whether it is there.</param>
/// <param name="What">What it is; what is missing when it is not there.</param>
/// <param name="Remedy">The command that mends it; empty when none does.</param>
internal sealed record Finding(bool IsGood, string What, string Remedy)
{
    /// <summary>What trying a container out has shown.</summary>
    public static Finding Of(RuntimeReadiness readiness) =>
        readiness.IsReady
            ? new Finding(IsGood: true, $"a container has run with {readiness.Version}", "")
            : new Finding(IsGood: false, readiness.Missing, readiness.Remedy);
}
