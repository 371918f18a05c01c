namespace Lanyard.Fuzz;

/// <summary>A part of the engine that takes texts from outside, and what must hold for each of them.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Seeds">Inputs that mutations begin with; never empty.</param>
/// <param name="Words">What mutations put in.</param>
/// <param name="Generate">Makes an input of its own; null where mutations are enough.</param>
/// <param name="Check">Throws when what must hold does not.</param>
internal sealed record FuzzTarget(
    string Name,
    IReadOnlyList<string> Seeds,
    IReadOnlyList<string> Words,
    Func<Random, string>? Generate,
    Action<string> Check
);
