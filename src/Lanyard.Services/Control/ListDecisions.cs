using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Reads the record of decisions, waiting for new ones when asked to.</summary>
internal sealed class ListDecisions(DecisionLog decisions, ServerControl control, TimeProvider time)
    : Operation<ListDecisionsInput, ServerControl, ListDecisionsOutput>(LanyardModel.ListDecisions)
{
    private const int DefaultPage = 200;
    private const int LongestWaitSeconds = 30;

    protected override ServerControl Find(ListDecisionsInput input, Call call) => control;

    protected override IEnumerable<Requirement> Require(ListDecisionsInput input, ServerControl subject, Call call) =>
        [subject.Needs("ListDecisions")];

    protected override async ValueTask<ListDecisionsOutput> InvokeAsync(
        ListDecisionsInput input,
        ServerControl subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var after = input.After ?? 0;
        var limit = Math.Clamp(input.MaxResults ?? DefaultPage, 1, DefaultPage);
        var patience = TimeSpan.FromSeconds(Math.Clamp(input.WaitSeconds ?? 0, 0, LongestWaitSeconds));
        var found = await FollowAsync(after, limit, patience, cancellationToken);
        return new ListDecisionsOutput
        {
            Decisions = [.. found.Select(Describe)],
            Next = found.IsEmpty ? after : found[^1].Sequence,
        };
    }

    private async ValueTask<ImmutableArray<NumberedDecision>> FollowAsync(
        long after,
        int limit,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var begun = time.GetTimestamp();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, control.Stopping);
        try
        {
            while (true)
            {
                var left = patience - time.GetElapsedTime(begun);
                var found = await decisions.FollowAsync(after, limit, left, time, waiting.Token);
                if (found.IsEmpty || patience == TimeSpan.Zero || found.Any(IsNews))
                {
                    return found;
                }

                after = found[^1].Sequence;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    // Waiting is a call and is recorded, so that whoever waits would be woken by it, and wait again, without end.
    private static bool IsNews(NumberedDecision numbered) =>
        numbered.Decision is not { Service: "lanyard", Operation: "ListDecisions" or "GetTaskOutput" };

    private static DecisionEntry Describe(NumberedDecision numbered)
    {
        var decision = numbered.Decision;
        return new DecisionEntry
        {
            Sequence = numbered.Sequence,
            Time = decision.Time,
            RequestId = decision.RequestId,
            CallerArn = decision.CallerArn,
            CallerType = decision.CallerType.ToString(),
            RoleArn = decision.RoleArn,
            TaskArn = decision.TaskArn,
            TaskRole = decision.TaskRole switch
            {
                TaskRoleKind.Execution => "execution",
                TaskRoleKind.Task => "task",
                _ => null,
            },
            Service = decision.Service,
            Operation = decision.Operation,
            Allowed = decision.Allowed,
            Observed = decision.Observed,
            ErrorCode = decision.ErrorCode,
            Requirements = [.. decision.Requirements.Select(Describe)],
            Omitted = decision.Omitted > 0 ? decision.Omitted : null,
        };
    }

    private static DecisionRequirement Describe(RequirementRecord requirement) =>
        new()
        {
            Action = requirement.Action,
            Resource = requirement.Resource,
            Outcome = requirement.Outcome switch
            {
                DecisionOutcome.Allow => "allow",
                DecisionOutcome.ExplicitDeny => "explicit-deny",
                _ => "implicit-deny",
            },
            Layer = PolicyLayers.WordOf(requirement.Layer),
            Policy = requirement.Policy,
            Statement = requirement.Statement,
            Sid = requirement.Sid,
            Sentence = requirement.Sentence,
            Reason = requirement.Reason,
            Change = requirement.ChangeAdvice is null
                ? null
                : new DecisionChange
                {
                    Layer = PolicyLayers.WordOf(requirement.ChangeLayer ?? PolicyLayer.None),
                    Advice = requirement.ChangeAdvice,
                    Statement = requirement.ChangeStatement,
                },
            NearMisses = requirement.NearMisses,
            Context = requirement.Context.ToDictionary(
                entry => entry.Key,
                entry => (IReadOnlyList<string>)entry.Value,
                StringComparer.Ordinal
            ),
        };
}
