using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using Lanyard.Policy.Tests.Reference;

namespace Lanyard.Bench;

/// <summary>What a decision, an explanation and the compiling of policies take, beside plain evaluators.</summary>
internal static class PolicyDecisions
{
    public static async Task RunAsync(string root)
    {
        foreach (var statements in (int[])[10, 200, 1000])
        {
            var workload = await PolicyWorkload.ReadAsync(root, statements);
            var caller = workload.Compile();
            CheckDecisions(workload, caller);

            var decision = PerRequest(workload, request => Evaluator.Evaluate(request, caller, default));
            var reference = PerRequest(workload, request => ReferenceEvaluator.Decide(request, workload.Layers));
            Figure.Print($"policy-{statements}", decision, "ns", "reference", reference);
            if (await Moto.NanosecondsAsync(root, statements) is { } moto)
            {
                Figure.Print($"policy-{statements}-moto", decision, "ns", "moto", moto);
            }

            Figure.Print($"policy-{statements}-allocated", AllocatedBy(workload, caller), "B", "aim", 0);
            PrintExplanation(workload, caller, statements, decision);
            PrintCompiling(workload, statements);
        }
    }

    private static double PerRequest<T>(PolicyWorkload workload, Func<AuthorizationRequest, T> ask) =>
        Stopwatches.Nanoseconds(() =>
        {
            foreach (var request in workload.Requests)
            {
                ask(request);
            }
        }) / workload.Requests.Length;

    // A figure counts only for right answers.
    private static void CheckDecisions(PolicyWorkload workload, CallerPolicies caller)
    {
        foreach (var request in workload.Requests)
        {
            var (engine, plain) = (
                Evaluator.Evaluate(request, caller, default).Outcome,
                ReferenceEvaluator.Decide(request, workload.Layers)
            );
            if (engine != plain)
            {
                throw new InvalidOperationException($"{request.Action} on {request.Resource}: {engine}, not {plain}");
            }
        }
    }

    private static double AllocatedBy(PolicyWorkload workload, CallerPolicies caller)
    {
        const int Rounds = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var request in workload.Requests)
            {
                Evaluator.Evaluate(request, caller, default);
            }
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Rounds * workload.Requests.Length);
    }

    private static void PrintExplanation(
        PolicyWorkload workload,
        CallerPolicies caller,
        int statements,
        double decision
    )
    {
        var refused = workload
            .Requests.Where(request => !Evaluator.Evaluate(request, caller, default).IsAllowed)
            .ToArray();
        var explanation = PerRequest(
            workload with
            {
                Requests = refused,
            },
            request => Explainer.Explain(request, caller, default)
        );
        Figure.Print($"explain-{statements}", explanation, "ns", "decision", decision);
    }

    private static void PrintCompiling(PolicyWorkload workload, int statements)
    {
        var compiling = Stopwatches.Nanoseconds(() => workload.Compile()) / statements;
        Figure.Print($"compile-{statements}-per-statement", compiling, "ns", "aim", 0);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = workload.Compile();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        var text = workload.Policies.Sum(policy => policy.Length * sizeof(char));
        Figure.Print(
            $"compiled-{statements}-per-statement",
            bytes / (double)statements,
            "B",
            "text",
            text / (double)statements
        );
    }
}
