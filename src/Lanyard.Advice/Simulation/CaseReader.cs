using System.Text.Json;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Advice.Simulation;

/// <summary>Reads a case of the format <c>lanyard-sim/1</c>.</summary>
internal static class CaseReader
{
    /// <summary>Reads a case.</summary>
    /// <exception cref="MalformedCaseException">It is none.</exception>
    public static SimulationCase Read(JsonElement line)
    {
        var request = line.Find("request") is { ValueKind: JsonValueKind.Object } found
            ? found
            : throw new MalformedCaseException("`request` is missing");
        var policies = line.Find("policies") ?? default;
        var reader = new CasePolicies(policies);
        var action = request.RequireText("action");
        var resource = request.Flag("resourceLess") == true ? "*" : request.RequireText("resource");
        return new SimulationCase(
            line.Text("name"),
            new AuthorizationRequest
            {
                Principal = CasePrincipalReader.Read(
                    request.Find("principal") ?? throw new MalformedCaseException("`principal` is missing")
                ),
                Action = action,
                Resource = resource,
                ResourceAccount = AccountOf(request, "resourceAccount"),
                Context = ContextOf(request),
                EndpointPolicy = reader.Endpoint(),
            },
            reader.Caller(),
            reader.Resource(action, resource)
        )
        {
            InvalidPolicies = reader.Invalid,
            Expected = line.Find("expect") is { } expected ? ExpectationOf(expected) : null,
            Disputed = line.Text("disputed"),
            ExcludedBy = line.Texts("tags").FirstOrDefault(IsExcluding),
        };
    }

    /// <summary>The account in a member; null when it is not there.</summary>
    /// <exception cref="MalformedCaseException">It is there and no account.</exception>
    internal static AccountId? AccountOf(JsonElement element, string name) =>
        element.Text(name) is not { } text ? null
        : AccountId.TryParse(text, out var account) ? account
        : throw new MalformedCaseException($"`{name}` must be an account of 12 digits");

    // Cases for other engines' abilities: finding principals' policies, and requests that are patterns.
    private static bool IsExcluding(string tag) =>
        tag is "needs:discovery" or "needs:pattern-request" || tag.StartsWith("skip:", StringComparison.Ordinal);

    private static RequestContext ContextOf(JsonElement request)
    {
        var context = new RequestContext();
        if (request.Find("context") is { ValueKind: JsonValueKind.Object } values)
        {
            foreach (var member in values.EnumerateObject())
            {
                var key = JsonMembers.NameOf(member, "context");
                context.Set(key, [.. values.Texts(key)]);
            }
        }

        foreach (var key in request.Texts("multiValued"))
        {
            context.DeclareMultivalued(key);
        }

        return context;
    }

    private static Expectation ExpectationOf(JsonElement expected) =>
        new(
            expected.RequireText("decision"),
            expected.Find("blockedBy") is null ? null : expected.Texts("blockedBy"),
            expected.Find("matched") is null ? null : [.. expected.Items("matched").Select(MatchOf)],
            expected.Text("message")
        );

    private static (string Policy, int Statement) MatchOf(JsonElement match) =>
        match.Find("statement") is { ValueKind: JsonValueKind.Number } statement && statement.TryGetInt32(out var index)
            ? (match.RequireText("policy"), index)
            : throw new MalformedCaseException("`statement` must be a number");
}
