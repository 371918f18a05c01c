using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lanyard.Cli.Running;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;

namespace Lanyard.Cli.Simulating;

/// <summary>Writes the answer to one question, for people or for scripts.</summary>
internal static class AnswerText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a decision with its why.</summary>
    public static Task WriteAsync(
        TextWriter output,
        AuthorizationRequest request,
        DecisionExplanation explanation,
        bool isJson
    ) => output.WriteLineAsync(isJson ? Json(request, explanation) : string.Join('\n', Lines(request, explanation)));

    /// <summary>Writes that the answer depends on what is not known.</summary>
    public static Task WriteDependsAsync(
        TextWriter output,
        AuthorizationRequest request,
        IReadOnlyList<string> keys,
        bool isJson
    )
    {
        var named = string.Join(", ", keys.Select(key => $"`{key}`"));
        return output.WriteLineAsync(
            isJson
                ? Json(writer =>
                {
                    writer.WriteString("decision", "depends");
                    WriteTexts(writer, "dependsOn", keys);
                })
                : $"depends: `{request.Action}` on `{request.Resource}` depends on {named}\nnext: give it with --context KEY=VALUE"
        );
    }

    /// <summary>Writes that the answer is not known, since something that bears on it is not read.</summary>
    public static Task WriteUnknownAsync(
        TextWriter output,
        AuthorizationRequest request,
        DecisionExplanation explanation,
        LeftOutPolicy leftOut,
        bool isJson
    )
    {
        var without = explanation.Decision.IsAllowed ? "allowed" : "refused";
        var reason = $"{without} here, but {leftOut.What} was left out of the judgement";
        var advice = leftOut.IsOfResource
            ? "give its document with --resource-policy FILE"
            : "leave it out of the template to be answered without it";
        return output.WriteLineAsync(
            isJson
                ? Json(writer =>
                {
                    writer.WriteString("decision", "unknown");
                    writer.WriteString("without", WordOf(explanation.Decision));
                    writer.WriteString("leftOut", leftOut.What);
                    writer.WriteString("reason", reason);
                    writer.WriteString("advice", advice);
                })
                : $"unknown: `{request.Action}` on `{request.Resource}`\n  {reason}\nnext: {advice}"
        );
    }

    private static string WordOf(Decision decision) =>
        decision.Outcome switch
        {
            DecisionOutcome.Allow => "allow",
            DecisionOutcome.ExplicitDeny => "explicit-deny",
            _ => "implicit-deny",
        };

    /// <summary>
    /// What to do next. Of a question that names no resource nobody knows whether the action has one, and to allow it on
    /// everything, where a statement names what it is meant for, would be to widen it.
    /// </summary>
    private static (string Advice, string? Statement)? Next(
        AuthorizationRequest request,
        DecisionExplanation explanation
    )
    {
        var near = explanation.NearMisses.FirstOrDefault(miss => miss.Kind == NearMissKind.NoResource);
        return near is null
            ? explanation.Change is { } change
                ? (change.Advice, change.Statement)
                : null
            : (
                $"name what is asked for with --resource ARN; only if `{request.Action}` has no resource, allow it on `*` in a statement of its own",
                null
            );
    }

    private static IEnumerable<string> Lines(AuthorizationRequest request, DecisionExplanation explanation)
    {
        var isAllowed = explanation.Decision.IsAllowed;
        yield return $"{(isAllowed ? "allowed" : "refused")}: `{request.Action}` on `{request.Resource}`";
        yield return $"  {explanation.Reason}";
        if (isAllowed)
        {
            yield break;
        }

        yield return $"  AWS says: {Sentence(request, explanation)}";
        foreach (var miss in explanation.NearMisses)
        {
            var sid = miss.Sid is { Length: > 0 } ? $" (`{miss.Sid}`)" : "";
            yield return $"  near: statement {miss.StatementIndex}{sid} of `{miss.Policy}`, line {miss.Line}: {miss.Detail}";
        }

        if (Next(request, explanation) is var (advice, statement))
        {
            yield return $"next: {advice}";
            if (statement is not null)
            {
                yield return statement;
            }
        }
    }

    private static string Sentence(AuthorizationRequest request, DecisionExplanation explanation) =>
        AccessDeniedSentence.OfService(request, explanation.Decision);

    private static string Json(AuthorizationRequest request, DecisionExplanation explanation) =>
        Json(writer =>
        {
            var decision = explanation.Decision;
            writer.WriteString("decision", WordOf(decision));
            writer.WriteString("reason", explanation.Reason);
            writer.WriteString("message", decision.IsAllowed ? null : Sentence(request, explanation));
            WriteTexts(writer, "blockedBy", [.. explanation.BlockedBy.Select(PolicyLayers.WordOf)]);
            writer.WriteStartArray("matched");
            foreach (var matched in explanation.Matched)
            {
                WriteStatement(writer, matched.Policy, matched.StatementIndex, matched.Sid, matched.Line, null);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("nearMisses");
            foreach (var miss in explanation.NearMisses)
            {
                WriteStatement(writer, miss.Policy, miss.StatementIndex, miss.Sid, miss.Line, miss.Detail);
            }

            writer.WriteEndArray();
            var next = Next(request, explanation);
            writer.WriteString("advice", next?.Advice);
            writer.WriteString("statement", next?.Statement);
        });

    private static void WriteStatement(
        Utf8JsonWriter writer,
        string policy,
        int statement,
        string? sid,
        int line,
        string? detail
    )
    {
        writer.WriteStartObject();
        writer.WriteString("policy", policy);
        writer.WriteNumber("statement", statement);
        writer.WriteString("sid", sid);
        writer.WriteNumber("line", line);
        if (detail is not null)
        {
            writer.WriteString("detail", detail);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
