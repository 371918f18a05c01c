using System.Collections.Immutable;
using Lanyard.Access.Decisions;
using Lanyard.Policy.Explanation;
using Lanyard.Wire.Errors;

namespace Lanyard.Access.Admission;

/// <summary>Writes verdicts down as records; refusals get their explanation while the policies are still those that decided.</summary>
internal static class DecisionRecorder
{
    /// <summary>The record of a call.</summary>
    public static DecisionRecord Record(Call call, IReadOnlyList<Verdict> verdicts, bool observed)
    {
        var allowed = verdicts.All(verdict => verdict.Decision.IsAllowed || verdict.IsProbe);
        var budget = new RecordBudget();
        var record = Of(call, budget);
        var kept = Keep(call, verdicts, budget);
        return record with
        {
            Allowed = allowed,
            Observed = observed && !allowed,
            Requirements = kept,
            Omitted = verdicts.Count - kept.Length,
        };
    }

    /// <summary>The record of a call that nobody answers: refused, and by no policy.</summary>
    public static DecisionRecord Unanswered(Call call, AwsException error) =>
        Of(call, new RecordBudget()) with
        {
            ErrorCode = error.Code,
        };

    // As many as there is room for, in the order they were asked; what was refused finds room first.
    private static ImmutableArray<RequirementRecord> Keep(
        Call call,
        IReadOnlyList<Verdict> verdicts,
        RecordBudget budget
    )
    {
        var records = new RequirementRecord?[verdicts.Count];
        foreach (var isAllowed in (ReadOnlySpan<bool>)[false, true])
        {
            for (var i = 0; i < records.Length && budget.HasRoom; i++)
            {
                if (verdicts[i].Decision.IsAllowed == isAllowed)
                {
                    records[i] = Record(call, verdicts[i], budget);
                }
            }
        }

        return [.. records.OfType<RequirementRecord>()];
    }

    // Refused until something says otherwise.
    private static DecisionRecord Of(Call call, RecordBudget budget) =>
        new()
        {
            RequestId = call.RequestId,
            Time = call.Time,
            CallerArn = call.Caller.Principal.Arn,
            CallerType = call.Caller.Principal.Type,
            RoleArn = call.Caller.Principal.RoleArn,
            TaskArn = call.Caller.Task?.TaskArn.ToString(),
            TaskRole = call.Caller.Task?.Kind,
            Service = call.Operation.Service.Prefix,
            Operation = budget.Keep(call.Operation.Name)!,
            Region = call.Region,
            SourceIp = call.Origin.SourceIp,
            Allowed = false,
            Requirements = [],
        };

    private static RequirementRecord Record(Call call, Verdict verdict, RecordBudget budget)
    {
        var decision = verdict.Decision;
        var record = new RequirementRecord
        {
            Action = verdict.Requirement.Action,
            Resource = budget.Keep(verdict.Requirement.Resource)!,
            Outcome = decision.Outcome,
            Layer = decision.Layer,
            Policy = decision.Policy?.Name,
            Statement = decision.Policy is null ? null : decision.StatementIndex,
            Sid = decision.Policy?.Document.Statements[decision.StatementIndex].Sid,
            Context = verdict.Request.Context.Values.ToImmutableSortedDictionary(
                entry => budget.KeepName(entry.Key),
                entry => budget.Keep(entry.Value),
                StringComparer.Ordinal
            ),
            IsProbe = verdict.IsProbe,
        };
        return decision.IsAllowed ? record : Explained(call, verdict, record, budget);
    }

    private static RequirementRecord Explained(
        Call call,
        Verdict verdict,
        RequirementRecord record,
        RecordBudget budget
    )
    {
        if (verdict.Requirement.Missing is { } missing)
        {
            return record with
            {
                Sentence = budget.Keep(Refusal.Sentence(call, verdict)),
                Reason = budget.Keep(missing.Reason),
                ChangeAdvice = budget.Keep(missing.Advice),
            };
        }

        var explanation = Explainer.Explain(verdict.Request, verdict.Policies, verdict.Requirement.ResourcePolicy);
        return record with
        {
            Sentence = budget.Keep(Refusal.Sentence(call, verdict)),
            Reason = budget.Keep(explanation.Reason),
            ChangeLayer = explanation.Change?.Layer,
            ChangeAdvice = budget.Keep(explanation.Change?.Advice),
            ChangeStatement = budget.KeepWhole(explanation.Change?.Statement),
            NearMisses = [.. explanation.NearMisses.Select(miss => budget.Keep(Describe(miss))!)],
        };
    }

    private static string Describe(NearMiss miss)
    {
        var name = miss.Sid is { Length: > 0 } sid
            ? $"{sid} (statement {miss.StatementIndex})"
            : $"statement {miss.StatementIndex}";
        return $"{miss.Policy}, {name}, line {miss.Line}: {miss.Element} {miss.Detail}";
    }
}
