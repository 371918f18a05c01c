using System.Globalization;
using System.Text;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>The closing report in words.</summary>
internal static class ReportText
{
    private const string Indent = "    ";

    /// <summary>The whole report.</summary>
    public static string Of(RunReport report)
    {
        var text = new StringBuilder();
        text.AppendLine();
        text.AppendLine("---- report ----");
        if (report.Observes)
        {
            text.AppendLine("observing: refusals were recorded and let pass");
        }

        foreach (var task in report.Tasks)
        {
            AddTask(text, task);
        }

        foreach (var error in report.NotStarted)
        {
            text.Append("not started: ").AppendLine(error);
        }

        foreach (var role in report.Roles)
        {
            AddRole(text, role);
        }

        if (report.NotMade.Count > 0)
        {
            text.AppendLine().AppendLine("not made, since Lanyard does not know the type:");
            report.NotMade.ToList().ForEach(resource => text.Append(Indent).AppendLine(resource));
        }

        if (report.NotMadeProperties.Count > 0)
        {
            text.AppendLine().AppendLine("not made, properties of resources that were made:");
            report.NotMadeProperties.ToList().ForEach(property => text.Append(Indent).AppendLine(property));
        }

        if (report.Kept.Length > 0)
        {
            text.AppendLine().Append("kept: ").AppendLine(report.Kept);
        }

        text.AppendLine();
        text.Append(report.Succeeded ? "the run succeeded" : "the run failed");
        if (report.NothingStarted is { } nothing)
        {
            text.AppendLine(": no task was started");
            text.Append("why: ").AppendLine(nothing.Why);
            text.Append("next: ").Append(nothing.NextStep);
        }

        return text.ToString();
    }

    /// <summary>A refusal for people: AWS's sentence, the reason behind it, and what to do.</summary>
    public static string Explain(DecisionRequirement refused, string indent)
    {
        var lines = new List<string>();
        void Add(string? line)
        {
            if (line is { Length: > 0 })
            {
                lines.Add(indent + line.ReplaceLineEndings(Environment.NewLine + indent));
            }
        }

        Add(refused.Sentence);
        Add(refused.Reason is null ? null : $"why: {refused.Reason}");
        foreach (var miss in refused.NearMisses?.Take(2) ?? [])
        {
            Add($"near: {miss}");
        }

        Add(refused.Change?.Advice is { } advice ? $"fix: {advice}" : null);
        Add(refused.Change?.Statement);
        return string.Join(Environment.NewLine, lines);
    }

    private static void AddTask(StringBuilder text, EcsTask task)
    {
        var definition = Arn.NameOf(task.TaskDefinitionArn!);
        text.Append(CultureInfo.InvariantCulture, $"task of {definition}: {task.LastStatus}");
        text.AppendLine(task.StopCode is null ? "" : $", {task.StopCode}");
        if (task.StoppedReason is { } reason)
        {
            text.Append(Indent).AppendLine(reason);
        }

        foreach (var container in task.Containers ?? [])
        {
            var exit = container.ExitCode is { } code
                ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}")
                : "did not start";
            text.Append(Indent).Append(CultureInfo.InvariantCulture, $"{container.Name}: {exit}");
            text.AppendLine(container.Reason is null ? "" : $" ({container.Reason})");
        }
    }

    private static void AddRole(StringBuilder text, RoleReport role)
    {
        text.AppendLine()
            .Append(CultureInfo.InvariantCulture, $"{TaskRoleWords.Of(role.TaskRole)} {role.Name}")
            .AppendLine();
        foreach (var (permission, count) in role.Allowed)
        {
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"  allowed {count, 3} x  {permission.Action}  {permission.Resource}"
                )
                .AppendLine();
        }

        AddRefused(text, "refused ", role.Refused);
        AddRefused(text, "observed", role.Observed);
        foreach (var unknown in role.Unknown)
        {
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"  unknown        {unknown.Requirement.Action}  {unknown.Requirement.Resource}"
                )
                .AppendLine();
            text.Append("                 ").AppendLine(unknown.Doubt);
        }

        foreach (var call in role.NotAnswered)
        {
            text.Append("  unknown        ").Append(call).AppendLine("  is not answered here: nothing was decided");
        }

        if (role.Unused.Count > 0)
        {
            text.AppendLine("  granted and never used:");
        }

        foreach (var grant in role.Unused)
        {
            var statement = grant.Sid is { Length: > 0 } sid
                ? sid
                : string.Create(CultureInfo.InvariantCulture, $"statement {grant.StatementIndex}");
            var policy = Arn.NameOf(grant.Policy);
            text.Append(
                    CultureInfo.InvariantCulture,
                    $"    {grant.Action}  on {string.Join(", ", grant.Resources)}  ({policy}, {statement})"
                )
                .AppendLine();
        }
    }

    private static void AddRefused(StringBuilder text, string word, IReadOnlyList<DecisionRequirement> requirements)
    {
        foreach (var refused in requirements)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {word}       {refused.Action}  {refused.Resource}")
                .AppendLine();
            text.AppendLine(Explain(refused, "                 "));
        }
    }
}
