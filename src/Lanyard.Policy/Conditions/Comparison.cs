namespace Lanyard.Policy.Conditions;

/// <summary>How a condition compares, negation and sets aside.</summary>
internal enum Comparison
{
    Null,
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Arn,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    Binary,
    IpAddress,
}

/// <summary>How a condition treats a key with several values.</summary>
internal enum SetQualifier
{
    /// <summary>The key has one value.</summary>
    None,

    /// <summary>Every value must satisfy the comparison.</summary>
    ForAllValues,

    /// <summary>Some value must satisfy the comparison.</summary>
    ForAnyValue,
}
