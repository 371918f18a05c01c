namespace Lanyard.Policy.Evaluation;

/// <summary>What can be said of a statement when the values of some keys are not known.</summary>
/// <remarks>Ordered so that the least of several is what holds for all of them, and the greatest what holds for any.</remarks>
internal enum Truth
{
    /// <summary>It does not match, whatever the values are.</summary>
    False,

    /// <summary>It depends on the values.</summary>
    Unknown,

    /// <summary>It matches, whatever the values are.</summary>
    True,
}

/// <summary>Kleene's logic of three values.</summary>
internal static class Truths
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Not(this Truth truth) => Truth.True - (int)truth;

    public static Truth NotIf(this Truth truth, bool isNegated) => isNegated ? truth.Not() : truth;

    public static Truth And(this Truth one, Truth other) => one < other ? one : other;

    public static Truth Or(this Truth one, Truth other) => one > other ? one : other;
}
