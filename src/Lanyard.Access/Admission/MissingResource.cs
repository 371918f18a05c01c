namespace Lanyard.Access.Admission;

/// <summary>That what a call is about is not there at all, which no policy could mend. It is for the record, and no part of the answer.</summary>
/// <param name="Reason">What is not there, and what there is in its place.</param>
/// <param name="Advice">The one thing to do next.</param>
public sealed record MissingResource(string Reason, string Advice);
