using System.Text;
using System.Text.Json;
using Lanyard.Advice.Simulation;

namespace Lanyard.Fuzz.Targets;

/// <summary>Files of cases as <c>lanyard simulate --cases</c> reads them: every line is answered by a line of JSON.</summary>
internal static class Cases
{
    private const string Case = """
        {"format":"lanyard-sim/1","name":"n","tags":[],"request":{"principal":{"type":"role-session","arn":"arn:aws:sts::111122223333:assumed-role/app/t1","account":"111122223333","role":"arn:aws:iam::111122223333:role/team/app"},"action":"s3:GetObject","resource":"arn:aws:s3:::b/k","resourceAccount":"111122223333","context":{"aws:SourceIp":["10.0.0.1"]},"multiValued":["k"]},"policies":{"identity":[{"id":"i","document":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}}],"boundary":[],"session":[],"vpce":[],"resource":null,"scp":[{"target":"r","policies":[]}],"rcp":[]},"expect":{"decision":"allow","blockedBy":[],"matched":[{"policy":"i","statement":0}],"message":null}}
        """;

    public static FuzzTarget Target { get; } =
        new(
            "cases",
            [
                Case,
                $"{Case}\n{Case}\n",
                """{"format":"lanyard-doc/1","kind":"identity","document":{"Version":"2012-10-17","Statement":[]}}""",
                """{"format":"lanyard-doc/1","kind":"trust","document":"{\"Statement\":\\ud800"}""",
                """{"request":{"principal":{"type":"service","service":"ecs-tasks.amazonaws.com"},"action":"sts:AssumeRole","resource":"arn:aws:iam::111122223333:role/app"},"policies":{"resource":{"document":{"Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}}}}""",
            ],
            [
                .. (string[])
                    [
                        "null",
                        "[]",
                        "{}",
                        "\"\"",
                        "0",
                        "-1",
                        "1.5",
                        "true",
                        "\n",
                        "\r",
                        ",",
                        ":",
                        "\"",
                        "\\ud800",
                        "\\",
                        "[",
                        "{",
                        "]",
                        "}",
                    ],
                .. (string[])
                    [
                        "\"user\"",
                        "\"role\"",
                        "\"root\"",
                        "\"federated-user\"",
                        "\"saml\"",
                        "\"anonymous\"",
                        "\"web-identity\"",
                        "\"service\"",
                    ],
                .. (string[])
                    [
                        "\"rcpImplicitFullAccess\":false,",
                        "\"resourceLess\":true,",
                        "\"disputed\":\"d\",",
                        "\"arn\":\"arn:aws:iam::1:root\",",
                        "kms:",
                        ":key/",
                    ],
            ],
            random => new string(random.Next(2) == 0 ? '[' : '{', 1_000_000),
            Check
        );

    private static void Check(string input)
    {
        using var lines = new StringReader(input);
        using var output = new MemoryStream();
        CaseFile.AnswerAsync(lines, output, CancellationToken.None).GetAwaiter().GetResult();

        var answers = Encoding.UTF8.GetString(output.ToArray()).Split('\n');
        Assert.True(answers[^1].Length == 0, "every answer ends its line");
        using var again = new StringReader(input);
        var asked = 0;
        while (again.ReadLine() is { } line)
        {
            asked += string.IsNullOrWhiteSpace(line) ? 0 : 1;
        }

        Assert.True(answers.Length - 1 == asked, $"{asked} lines have {answers.Length - 1} answers");
        foreach (var answer in answers.SkipLast(1))
        {
            using var json = JsonDocument.Parse(answer);
        }
    }
}
