namespace Lanyard.Templates.CloudFormation;

/// <summary>How much the functions of a template may make, so that a small template cannot grow without end.</summary>
/// <remarks>Counted in values and characters; AWS's own limits for stacks lie far below.</remarks>
internal sealed class EvaluationBudget
{
    private const int Whole = 2_000_000;

    private int _left = Whole;

    /// <summary>Whether its end was told already.</summary>
    internal bool IsTold { get; private set; }

    /// <summary>Takes a part; false when there is less left.</summary>
    internal bool Spend(int amount)
    {
        if (amount > _left)
        {
            _left = 0;
            return false;
        }

        _left -= amount;
        return true;
    }

    /// <summary>Notes that its end is told, at a place.</summary>
    internal TemplateLocation Tell(TemplateLocation location)
    {
        IsTold = true;
        return location;
    }
}
