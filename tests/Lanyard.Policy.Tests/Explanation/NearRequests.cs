using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>Requests that one statement nearly allows.</summary>
internal static class NearRequests
{
    /// <summary>Explains a request of the session by one identity policy of one statement.</summary>
    public static DecisionExplanation Explain(string statement, AuthorizationRequest request) =>
        Explainer.Explain(request, Caller(Identity(statement)), default);

    /// <summary>Asserts what is said of a statement, and that the entry it widens lets the request through.</summary>
    public static void AssertWidened(
        string statement,
        AuthorizationRequest request,
        NearMissKind kind,
        string detail,
        string to
    )
    {
        var explanation = Explain(statement, request);

        var miss = Assert.Single(explanation.NearMisses);
        Assert.Equal((kind, detail), (miss.Kind, miss.Detail));
        var change = explanation.Change!;
        Assert.Equal(ChangeKind.WidenElement, change.Kind);
        Assert.Equal(to, change.Element!.To);
        Assert.Null(change.Statement);
        Assert.EndsWith(detail, change.Advice, StringComparison.Ordinal);
        var widened = Compile(PolicyKind.Identity, change.Element.ApplyTo(Document(statement)));
        Assert.True(Evaluator.Evaluate(request, Caller(widened), default).IsAllowed);
    }

    /// <summary>Asserts that a statement is named as near and yet a statement of its own is proposed.</summary>
    public static void AssertNotWidened(
        string statement,
        AuthorizationRequest request,
        NearMissKind kind,
        string detail
    )
    {
        var explanation = Explain(statement, request);

        var miss = Assert.Single(explanation.NearMisses);
        Assert.Equal((kind, detail), (miss.Kind, miss.Detail));
        Assert.Null(explanation.Change!.Element);
        Assert.True(IsAllowed(request, explanation.Change.Statement!));
    }
}
