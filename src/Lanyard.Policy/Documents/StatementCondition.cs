using System.Collections.Immutable;

namespace Lanyard.Policy.Documents;

/// <summary>One key under one operator of a <c>Condition</c> block.</summary>
/// <param name="Operator">The operator as written, as in <c>ForAnyValue:StringLikeIfExists</c>.</param>
/// <param name="Key">The condition key as written.</param>
/// <param name="Values">The values, numbers and booleans as text; may be empty.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html" />
public sealed record StatementCondition(string Operator, string Key, ImmutableArray<string> Values, int Line);
