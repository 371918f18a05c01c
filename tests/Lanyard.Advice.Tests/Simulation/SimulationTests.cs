using System.Text;
using System.Text.Json;
using Lanyard.Advice.Simulation;

namespace Lanyard.Advice.Tests.Simulation;

/// <summary>Cases of the format <c>lanyard-sim/1</c> and what is answered to them.</summary>
public sealed class SimulationTests
{
    private const string Session = """{"type":"role-session","arn":"arn:aws:sts::111122223333:assumed-role/app/t1"}""";
    private const string AllowAll = """{"Effect":"Allow","Action":"*","Resource":"*"}""";
    private const string DenyAll = """{"Effect":"Deny","Action":"*","Resource":"*"}""";
    private const string AllowQueues = """{"Effect":"Allow","Action":"sqs:*","Resource":"*"}""";

    private static readonly string[] Layers = ["identity", "boundary", "session"];

    [Fact]
    public async Task An_allow_says_what_matched_and_has_no_message()
    {
        var answer = await AnswerAsync($"\"identity\":[{Policy("one", AllowQueues)},{Policy("two", AllowAll)}]");

        Assert.Equal("allow", answer.GetProperty("decision").GetString());
        Assert.Equal("""[{"policy":"two","statement":0}]""", answer.GetProperty("matched").GetRawText());
        Assert.Equal("[]", answer.GetProperty("blockedBy").GetRawText());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("message").ValueKind);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("boundary")]
    [InlineData("session")]
    public async Task A_silent_layer_blocks(string layer)
    {
        var layers = Layers.Select(name => $"\"{name}\":[{Policy(name, name == layer ? AllowQueues : AllowAll)}]");

        var answer = await AnswerAsync(string.Join(',', layers));

        Assert.Equal("implicit-deny", answer.GetProperty("decision").GetString());
        Assert.Equal($"[\"{layer}\"]", answer.GetProperty("blockedBy").GetRawText());
        Assert.EndsWith(
            "allows the s3:GetObject action",
            answer.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Control_policies_and_endpoints_block_by_their_names()
    {
        const string ForAll = """{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}""";
        var answer = await AnswerAsync(
            $$"""
            "identity":[{{Policy("i", AllowAll)}}],
            "vpce":[{{Policy("v", ForAll)}}],
            "scp":[{"target":"r-root","policies":[{{Policy("s", AllowQueues)}}]}],
            "rcp":[{"target":"r-root","policies":[]}],"rcpImplicitFullAccess":false
            """
        );

        Assert.Equal("implicit-deny", answer.GetProperty("decision").GetString());
        Assert.Equal("""["scp","rcp","vpce"]""", answer.GetProperty("blockedBy").GetRawText());
    }

    [Fact]
    public async Task Full_access_of_resource_control_policies_is_implied()
    {
        var answer = await AnswerAsync(
            $"\"identity\":[{Policy("i", AllowAll)}],\"rcp\":[{{\"target\":\"r-root\",\"policies\":[]}}]"
        );

        Assert.Equal("allow", answer.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task A_denial_says_which_statements_denied()
    {
        var answer = await AnswerAsync($"\"identity\":[{Policy("a", AllowAll)},{Policy("d", DenyAll)}]");

        Assert.Equal("explicit-deny", answer.GetProperty("decision").GetString());
        Assert.Equal("""[{"policy":"d","statement":0}]""", answer.GetProperty("matched").GetRawText());
        Assert.EndsWith(
            "with an explicit deny in an identity-based policy",
            answer.GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_faulty_policy_decides_nothing()
    {
        var answer = await AnswerAsync(
            $"\"identity\":[{Policy("a", AllowAll)},{Policy("b", """{"Effect":"Allow"}""")}]"
        );

        Assert.Equal("invalid-policy", answer.GetProperty("decision").GetString());
        Assert.Equal("b", answer.GetProperty("findings")[0].GetProperty("policy").GetString());
    }

    [Theory]
    [InlineData("""{"decision":"allow"}""", true)]
    [InlineData("""{"decision":"implicit-deny"}""", false)]
    [InlineData("""{"decision":"allow","matched":[{"policy":"i","statement":0}]}""", true)]
    [InlineData("""{"decision":"allow","matched":[{"policy":"i","statement":1}]}""", false)]
    [InlineData("""{"decision":"allow","blockedBy":["scp"]}""", false)]
    [InlineData("""{"decision":"allow","message":"no"}""", false)]
    public async Task What_is_expected_is_compared(string expected, bool passes)
    {
        var answer = await AnswerAsync($"\"identity\":[{Policy("i", AllowAll)}]", $",\"expect\":{expected}");

        Assert.Equal(passes, answer.GetProperty("pass").GetBoolean());
    }

    [Fact]
    public async Task What_is_disputed_is_reported_and_never_fails()
    {
        const string Wrong = ""","expect":{"decision":"explicit-deny"},"disputed":"AWS says otherwise" """;
        var (answers, counts) = await AnswerLinesAsync(Line($"\"identity\":[{Policy("i", AllowAll)}]", Wrong));

        Assert.False(answers[0].GetProperty("pass").GetBoolean());
        Assert.Equal("AWS says otherwise", answers[0].GetProperty("disputed").GetString());
        Assert.Equal((0, 0), (counts.Passed, counts.Failed));
    }

    [Theory]
    [InlineData("needs:discovery")]
    [InlineData("needs:pattern-request")]
    [InlineData("skip:anything")]
    public async Task Tags_exclude_a_case(string tag)
    {
        var (answers, counts) = await AnswerLinesAsync(
            Line("", $",\"tags\":[\"boundary\",\"{tag}\"],\"expect\":{{\"decision\":\"allow\"}}")
        );

        Assert.Equal(tag, answers[0].GetProperty("excludedBy").GetString());
        Assert.Equal((0, 0), (counts.Passed, counts.Failed));
    }

    [Theory]
    [InlineData("""{"type":"user","arn":"arn:aws:iam::111122223333:user/bob"}""", "user/bob")]
    [InlineData("""{"type":"role","arn":"arn:aws:iam::111122223333:role/app"}""", "role/app")]
    [InlineData(
        """{"type":"federated-user","arn":"arn:aws:sts::111122223333:federated-user/bob"}""",
        "federated-user/bob"
    )]
    [InlineData("""{"type":"service","service":"ecs-tasks.amazonaws.com"}""", "ecs-tasks.amazonaws.com")]
    [InlineData("""{"type":"anonymous"}""", "anonymous")]
    public async Task Each_type_of_principal_is_named_in_its_refusal(string principal, string name)
    {
        var (answers, _) = await AnswerLinesAsync(Line("", "").Replace(Session, principal, StringComparison.Ordinal));

        Assert.Contains(name, answers[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_user_needs_no_policy()
    {
        var (answers, _) = await AnswerLinesAsync(
            Line("", "").Replace(Session, """{"type":"root","account":"111122223333"}""", StringComparison.Ordinal)
        );

        Assert.Equal("allow", answers[0].GetProperty("decision").GetString());
    }

    [Theory]
    [InlineData("""{"type":"root","account":"111122223333"}""", "aws")]
    [InlineData("""{"type":"root","arn":"arn:aws-cn:iam::111122223333:root"}""", "aws-cn")]
    public async Task A_root_user_is_in_the_partition_of_its_ARN(string root, string partition)
    {
        var denied = Line($"\"scp\":[{{\"target\":\"r-root\",\"policies\":[{Policy("s", DenyAll)}]}}]", "")
            .Replace(Session, root, StringComparison.Ordinal);

        var (answers, _) = await AnswerLinesAsync(denied);

        Assert.StartsWith(
            $"User: arn:{partition}:iam::111122223333:root is not",
            answers[0].GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[]", "a line must be a JSON object")]
    [InlineData("{}", "`request` is missing")]
    [InlineData("""{"request":{"action":"a:b","resource":"*"}}""", "`principal` is missing")]
    [InlineData(
        """{"request":{"principal":{"type":"robot"},"action":"a:b","resource":"*"}}""",
        "`robot` is no type of principal"
    )]
    [InlineData(
        """{"request":{"principal":{"type":"user","arn":"bob"},"action":"a:b","resource":"*"}}""",
        "`bob` in `arn` is no ARN of an account"
    )]
    [InlineData(
        """{"request":{"principal":{"type":"anonymous"},"action":7,"resource":"*"}}""",
        "`action` must be a string"
    )]
    [InlineData("""{"format":"lanyard-doc/1","kind":"poem","document":{}}""", "`poem` is no kind of policy")]
    public async Task A_line_that_is_no_case_says_why_and_the_rest_goes_on(string line, string error)
    {
        var (answers, counts) = await AnswerLinesAsync($"{line}\n{Line("", "")}");

        Assert.Equal(
            (1, error),
            (answers[0].GetProperty("line").GetInt32(), answers[0].GetProperty("error").GetString())
        );
        Assert.Equal("implicit-deny", answers[1].GetProperty("decision").GetString());
        Assert.Equal(1, counts.Malformed);
    }

    [Fact]
    public async Task The_trust_policy_of_a_case_is_its_resources()
    {
        const string Line = """
            {"name":"trust","request":{"principal":{"type":"service","service":"ec2.amazonaws.com"},"action":"sts:AssumeRole","resource":"arn:aws:iam::111122223333:role/app"},"policies":{"resource":{"id":"trust","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}}}}}
            """;

        var (answers, _) = await AnswerLinesAsync(Line);

        Assert.Equal("""["resource"]""", answers[0].GetProperty("blockedBy").GetRawText());
    }

    [Theory]
    [InlineData("secretsmanager:BatchGetSecretValue", "")]
    [InlineData("ecr:GetAuthorizationToken", " on resource: *")]
    public async Task Where_an_action_has_no_resource_some_services_name_none(string action, string named)
    {
        var (answers, _) = await AnswerLinesAsync(
            Line("", "")
                .Replace("s3:GetObject", action, StringComparison.Ordinal)
                .Replace("arn:aws:s3:::bucket/key", "*", StringComparison.Ordinal)
        );

        Assert.Contains(
            $"to perform: {action}{named} because no identity-based policy allows",
            answers[0].GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_case_expects_of_the_message_is_compared_to_the_letter()
    {
        const string Sentence =
            "User: arn:aws:sts::111122223333:assumed-role/app/t1 is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::bucket/key because no identity-based policy allows the s3:GetObject action";

        var (_, right) = await AnswerLinesAsync(Expecting(Sentence));
        var (_, wrong) = await AnswerLinesAsync(Expecting(Sentence + "."));

        Assert.Equal((1, 0), (right.Passed, right.Failed));
        Assert.Equal((0, 1), (wrong.Passed, wrong.Failed));
    }

    private static string Expecting(string message) =>
        Line("", $",\"expect\":{{\"decision\":\"implicit-deny\",\"message\":\"{message}\"}}");

    private static string Policy(string id, string statement) =>
        $$$"""{"id":"{{{id}}}","document":{"Version":"2012-10-17","Statement":{{{statement}}}}}""";

    private static string Line(string policies, string more) =>
        $$$"""{"format":"lanyard-sim/1","name":"case","request":{"principal":{{{Session}}},"action":"s3:GetObject","resource":"arn:aws:s3:::bucket/key","context":{}},"policies":{ {{{policies.ReplaceLineEndings("")}}} }{{{more}}}}""";

    private static async Task<JsonElement> AnswerAsync(string policies, string more = "") =>
        (await AnswerLinesAsync(Line(policies, more))).Answers.Single();

    private static async Task<(JsonElement[] Answers, CaseCounts Counts)> AnswerLinesAsync(string lines)
    {
        using var reader = new StringReader(lines);
        using var output = new MemoryStream();
        var counts = await CaseFile.AnswerAsync(reader, output, TestContext.Current.CancellationToken);
        var answers = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ([.. answers.Select(answer => JsonDocument.Parse(answer).RootElement)], counts);
    }
}
