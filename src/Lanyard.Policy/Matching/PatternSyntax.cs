namespace Lanyard.Policy.Matching;

/// <summary>What the characters of a pattern mean.</summary>
[Flags]
internal enum PatternSyntax
{
    /// <summary>Every character stands for itself.</summary>
    Literal = 0,

    /// <summary><c>*</c> and <c>?</c> are wildcards.</summary>
    Wildcards = 1,

    /// <summary><c>${…}</c> is a policy variable.</summary>
    Variables = 2,

    /// <summary>Case does not matter; not together with wildcards.</summary>
    IgnoreCase = 4,

    /// <summary>Wildcards in the values of variables are wildcards too, where the pattern has any.</summary>
    WildcardsInValues = 8,
}
