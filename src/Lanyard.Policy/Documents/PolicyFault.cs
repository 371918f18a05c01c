namespace Lanyard.Policy.Documents;

/// <summary>One thing wrong with a policy document.</summary>
/// <param name="Severity">Whether AWS refuses the document for it.</param>
/// <param name="Code">A stable name of the fault, AWS's own finding name where there is one.</param>
/// <param name="Message">What is wrong, in one line.</param>
/// <param name="Hint">What to write instead, in one line.</param>
/// <param name="Line">The line in the document, from 1.</param>
/// <param name="Column">The column in that line, from 1, in characters.</param>
/// <param name="Path">Where in the document, as in <c>Statement[1].Action[0]</c>; empty for the whole.</param>
/// <param name="IamMessage">
/// The sentence with which AWS refuses the document (<c>MalformedPolicyDocument</c>); empty for a warning.
/// </param>
public sealed record PolicyFault(
    FaultSeverity Severity,
    string Code,
    string Message,
    string Hint,
    int Line,
    int Column,
    string Path,
    string IamMessage
);
