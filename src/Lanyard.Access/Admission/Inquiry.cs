using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Admission;

/// <summary>The questions that an operation puts to the policies while it runs, in order.</summary>
/// <param name="isObserving">Whether refusals are recorded and then let pass.</param>
internal sealed class Inquiry(bool isObserving)
{
    private readonly List<Verdict> _verdicts = [];

    /// <summary>What was asked so far.</summary>
    public IReadOnlyList<Verdict> Verdicts => _verdicts;

    /// <summary>Asks where the answer only shapes the result.</summary>
    public Decision Ask(Call call, Requirement requirement) => On(call, requirement, isProbe: true);

    /// <summary>Decides a part of the call.</summary>
    public bool Permits(Call call, Requirement requirement) =>
        On(call, requirement, isProbe: false).IsAllowed || isObserving;

    private Decision On(Call call, Requirement requirement, bool isProbe)
    {
        var verdict = Verdict.On(call, requirement, isProbe);
        _verdicts.Add(verdict);
        return verdict.Decision;
    }
}
