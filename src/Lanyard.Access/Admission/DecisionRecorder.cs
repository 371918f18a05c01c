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
        return Of(call) with
        {
            Allowed = allowed,
            Observed = observed && !allowed,
            Requirements = [.. verdicts.Select(verdict => Record(call, verdict))],
        };
    }

    /// <summary>The record of a call that nobody answers: refused, and by no policy.</summary>
    public static DecisionRecord Unanswered(Call call, AwsException error) => Of(call) with { ErrorCode = error.Code };

    // Refused until something says otherwise.
    private static DecisionRecord Of(Call call) =>
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
            Operation = call.Operation.Name,
            Region = call.Region,
            SourceIp = call.Origin.SourceIp,
            Allowed = false,
            Requirements = [],
        };

    private static RequirementRecord Record(Call call, Verdict verdict)
    {
        var decision = verdict.Decision;
        var record = new RequirementRecord
        {
            Action = verdict.Requirement.Action,
            Resource = verdict.Requirement.Resource,
            Outcome = decision.Outcome,
            Layer = decision.Layer,
            Policy = decision.Policy?.Name,
            Statement = decision.Policy is null ? null : decision.StatementIndex,
            Sid = decision.Policy?.Document.Statements[decision.StatementIndex].Sid,
            Context = verdict.Request.Context.Values.ToImmutableSortedDictionary(StringComparer.Ordinal),
            IsProbe = verdict.IsProbe,
        };
        return decision.IsAllowed ? record : Explained(call, verdict, record);
    }

    private static RequirementRecord Explained(Call call, Verdict verdict, RequirementRecord record)
    {
        if (verdict.Requirement.Missing is { } missing)
        {
            return record with
            {
                Sentence = Refusal.Sentence(call, verdict),
                Reason = missing.Reason,
                ChangeAdvice = missing.Advice,
            };
        }

        var explanation = Explainer.Explain(verdict.Request, verdict.Policies, verdict.Requirement.ResourcePolicy);
        return record with
        {
            Sentence = Refusal.Sentence(call, verdict),
            Reason = explanation.Reason,
            ChangeLayer = explanation.Change?.Layer,
            ChangeAdvice = explanation.Change?.Advice,
            ChangeStatement = explanation.Change?.Statement,
            NearMisses = [.. explanation.NearMisses.Select(Describe)],
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
