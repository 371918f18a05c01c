using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Lanyard.Policy.Tests.Reference;

namespace Lanyard.Fuzz;

/// <summary>The engine and the plain evaluator on the same generated policies and requests.</summary>
internal static class ReferenceComparison
{
    private const int CasesPerLine = 100_000;

    /// <summary>Compares cases until two answers differ; false when they do.</summary>
    public static bool Run(int cases, int seed, string root)
    {
        var clock = Stopwatch.StartNew();
        var allowed = 0;
        var random = new PCG((uint)seed);
        var all = Gen.Select(PolicyGen.Request, PolicyGen.AnyLayers);
        for (var i = 1; i <= cases; i++)
        {
            var (request, layers) = all.Generate(random, null, out _);
            var engine = layers.Evaluate(request).Outcome;
            var reference = ReferenceEvaluator.Decide(request, layers);
            allowed += engine == Policy.Evaluation.DecisionOutcome.Allow ? 1 : 0;
            if (engine != reference)
            {
                Report(i, seed, root, $"engine {engine}, reference {reference}", LayersText.Of(request, layers));
                return false;
            }

            if (i % CasesPerLine == 0 && i < cases)
            {
                Console.Error.WriteLine($"{i} cases alike");
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"reference {cases} cases in {seconds:0} s, seed {seed}: all alike, {allowed} allowed"
            )
        );
        return true;
    }

    private static void Report(int number, int seed, string root, string difference, string text)
    {
        var directory = Path.Combine(root, "artifacts", "fuzz");
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"reference-{seed}-{number}.txt");
        File.WriteAllText(path, $"{difference}\n{text}\n");
        Console.WriteLine($"reference: case {number}: {difference}");
        Console.WriteLine($"kept in {path}; again: fuzz/run reference --seed {seed}");
    }
}
