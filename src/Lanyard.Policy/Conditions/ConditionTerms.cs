using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Conditions;

/// <summary>What a condition is compiled from.</summary>
/// <param name="Source">The condition as written.</param>
/// <param name="Operator">Its operator, taken apart.</param>
/// <param name="Version">The version of its document, which decides whether policy variables exist.</param>
/// <param name="Settings">How what AWS leaves open is read.</param>
internal sealed record ConditionTerms(
    StatementCondition Source,
    ConditionOperator Operator,
    PolicyVersion Version,
    PolicySettings Settings
);
