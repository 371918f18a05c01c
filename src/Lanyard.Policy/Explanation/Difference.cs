namespace Lanyard.Policy.Explanation;

/// <summary>What one element of a statement differs in from a request.</summary>
/// <param name="Element">The element.</param>
/// <param name="Kind">The difference by name.</param>
/// <param name="Detail">The difference in words, with the values.</param>
/// <param name="Fix">What would let the element match; null where only a new statement would, or where nobody can tell.</param>
internal sealed record Difference(MissedElement Element, NearMissKind Kind, string Detail, ElementFix? Fix = null)
{
    /// <summary>Whether a later version in the policy would let the element match.</summary>
    public bool IsOfVersion { get; init; }

    /// <summary>Whether variables keep the element from matching, so that people decide what is wrong.</summary>
    public bool IsOfVariables => Kind is NearMissKind.VariableInVersion or NearMissKind.OtherVariableValue;

    /// <summary>How far off the statement is; a difference with a name is no further than a condition.</summary>
    public int Weight => Kind is NearMissKind.Other or NearMissKind.Excepted ? (int)Element : 1;
}

/// <summary>The elements of a statement, by how far one is off that misses them.</summary>
internal enum MissedElement
{
    Condition = 1,
    Resource = 2,
    Principal = 3,
    Action = 4,
}

/// <summary>What is to be written into an element so that it covers a request.</summary>
/// <param name="Text">The text to write.</param>
/// <param name="Entry">The entry that is nearest, among the element's or the condition's, from 0.</param>
internal sealed record ElementFix(string Text, int Entry)
{
    /// <summary>Whether the entry stays, with the text beside it: it may be there for something else.</summary>
    public bool KeepsEntry { get; init; } = true;

    /// <summary>For a condition its place among the statement's, from 0.</summary>
    public int Condition { get; init; }

    /// <summary>Whether the text is the name of another operator for the condition.</summary>
    public bool IsOperator { get; init; }
}
