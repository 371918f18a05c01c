using System.Text.Encodings.Web;
using System.Text.Json;
using Lanyard.Policy.Documents;

namespace Lanyard.Advice.Simulation;

/// <summary>Answers the cases and documents of a file line by line, holding no more than one of them.</summary>
/// <remarks>
/// A line is a JSON object of the format <c>lanyard-sim/1</c> or <c>lanyard-doc/1</c>, and gets a line of its own in answer. A
/// line that is neither gets an error with its number, and the rest is answered all the same.
/// </remarks>
public static class CaseFile
{
    private const string NoJson = "the line is not JSON";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Answers every line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="output">Where the answers go, each ended by a line feed; left open.</param>
    /// <param name="cancellationToken">Ends the answering.</param>
    public static async Task<CaseCounts> AnswerAsync(
        TextReader lines,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var counts = new CaseCounts();
        var number = 0;
        using var buffer = new MemoryStream();
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            buffer.SetLength(0);
            await using (var writer = new Utf8JsonWriter(buffer, Options))
            {
                counts = Answer(line, number, counts, writer);
            }

            buffer.WriteByte((byte)'\n');
            buffer.Position = 0;
            await buffer.CopyToAsync(output, cancellationToken);
        }

        return counts;
    }

    private static CaseCounts Answer(string line, int number, CaseCounts counts, Utf8JsonWriter writer)
    {
        try
        {
            using var json = Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new MalformedCaseException("a line must be a JSON object");
            }

            // Whatever a line holds is read before anything is written of its answer.
            return
                json.RootElement.Text("format") is { } format
                && format.StartsWith("lanyard-doc/", StringComparison.Ordinal)
                ? AnswerDocument(json.RootElement, counts, writer)
                : AnswerCase(CaseReader.Read(json.RootElement), counts, writer);
        }
        catch (Exception error) when (error is JsonException or MalformedCaseException)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", number);
            writer.WriteString("error", error is JsonException ? NoJson : error.Message);
            writer.WriteEndObject();
            return counts with { Malformed = counts.Malformed + 1 };
        }
    }

    private static JsonDocument Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair has no UTF-8, and so does the line.
            throw new MalformedCaseException(NoJson);
        }
    }

    private static CaseCounts AnswerCase(SimulationCase asked, CaseCounts counts, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", asked.Name);
        if (asked.ExcludedBy is { } tag)
        {
            writer.WriteString("excludedBy", tag);
            writer.WriteEndObject();
            return counts;
        }

        var answer = SimulationAnswer.To(asked);
        answer.Write(writer);
        if (asked.InvalidPolicies.Count > 0)
        {
            WriteFindings(
                writer,
                asked.InvalidPolicies.SelectMany(one => one.Findings.Select(fault => ((string?)one.Id, fault)))
            );
        }

        counts = asked.Expected is { } expected ? Compare(asked, answer.Meets(expected), counts, writer) : counts;
        writer.WriteEndObject();
        return counts;
    }

    private static CaseCounts Compare(SimulationCase asked, bool isMet, CaseCounts counts, Utf8JsonWriter writer)
    {
        writer.WriteBoolean("pass", isMet);
        if (asked.Disputed is { } reason)
        {
            writer.WriteString("disputed", reason);
            return counts with { Compared = true };
        }

        return isMet
            ? counts with
            {
                Compared = true,
                Passed = counts.Passed + 1,
            }
            : counts with
            {
                Compared = true,
                Failed = counts.Failed + 1,
            };
    }

    private static CaseCounts AnswerDocument(JsonElement line, CaseCounts counts, Utf8JsonWriter writer)
    {
        var kind = line.RequireText("kind") switch
        {
            "identity" => PolicyKind.Identity,
            "managed" => PolicyKind.Managed,
            "boundary" => PolicyKind.Boundary,
            "session" => PolicyKind.Session,
            "resource" => PolicyKind.Resource,
            "trust" => PolicyKind.Trust,
            "scp" => PolicyKind.ServiceControl,
            "rcp" => PolicyKind.ResourceControl,
            "vpce" => PolicyKind.Endpoint,
            var other => throw new MalformedCaseException($"`{other}` is no kind of policy"),
        };
        var document = line.Find("document") ?? throw new MalformedCaseException("`document` is missing");
        var parsed = PolicyDocument.Parse(CasePolicies.TextOf(document), kind);
        writer.WriteStartObject();
        if (line.Text("name") is { } name)
        {
            writer.WriteString("name", name);
        }

        writer.WriteBoolean("valid", parsed.IsValid);
        WriteFindings(writer, parsed.Findings.Select(fault => ((string?)null, fault)));
        writer.WriteEndObject();
        return counts;
    }

    private static void WriteFindings(Utf8JsonWriter writer, IEnumerable<(string? Policy, PolicyFault Fault)> findings)
    {
        writer.WriteStartArray("findings");
        foreach (var (policy, fault) in findings)
        {
            writer.WriteStartObject();
            if (policy is not null)
            {
                writer.WriteString("policy", policy);
            }

            writer.WriteString("severity", fault.Severity == FaultSeverity.Error ? "error" : "warning");
            writer.WriteString("code", fault.Code);
            writer.WriteString("message", fault.Message);
            writer.WriteString("hint", fault.Hint);
            writer.WriteNumber("line", fault.Line);
            writer.WriteNumber("column", fault.Column);
            writer.WriteString("path", fault.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}

/// <summary>What came of the lines of a case file.</summary>
/// <param name="Passed">The cases that were decided as expected.</param>
/// <param name="Failed">The cases that were not.</param>
/// <param name="Malformed">The lines that were no case.</param>
/// <param name="Compared">Whether any case expected anything.</param>
public readonly record struct CaseCounts(int Passed, int Failed, int Malformed, bool Compared);
