using System.Text.Json;
using Lanyard.Access.Admission;
using Lanyard.Access.Decisions;
using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Access.Tests.Admission;

/// <summary>How long the record of a call becomes is not for its caller to choose.</summary>
public sealed class RecordBoundsTests
{
    private const string Parameter = "arn:aws:ssm:us-east-1:111122223333:parameter/app/";

    [Fact]
    public async Task A_long_user_agent_is_recorded_by_its_beginning_and_its_length()
    {
        await using var door = await OpenAsync(_ => [new("ssm:GetParameter", Parameter + "a")]);
        var ann = await door.UserAsync("ann", TestDoor.AllowAll);
        var origin = new CallOrigin("127.0.0.1", new string('a', 30_000), null);

        await SendAsync(door, ann, origin);

        var agent = Assert.Single(Assert.Single((await OnlyAsync(door)).Requirements).Context["aws:UserAgent"]);
        Assert.StartsWith("aaaa", agent, StringComparison.Ordinal);
        Assert.EndsWith("a… (30000 characters)", agent, StringComparison.Ordinal);
        Assert.InRange(agent.Length, 1000, 2100);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000)]
    public async Task A_call_that_needs_very_much_and_may_nothing_leaves_a_record_of_bounded_length(int needs)
    {
        await using var door = await OpenAsync(_ => Many(needs));
        var ann = await door.UserAsync("ann", TestDoor.AllowAll.Replace("Allow", "Deny", StringComparison.Ordinal));

        await Assert.ThrowsAsync<AwsException>(() => SendAsync(door, ann, CallOrigin.Engine));

        var record = await OnlyAsync(door);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(record, JsonOptions).Length, 1, 512 * 1024);
        Assert.Equal(needs, record.Requirements.Length + record.Omitted);
        Assert.NotEmpty(record.Requirements);
    }

    [Fact]
    public async Task What_was_refused_among_very_many_is_in_the_record()
    {
        await using var door = await OpenAsync(_ => [.. Many(5000), new("kms:Decrypt", "*")]);
        var ann = await door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));

        await Assert.ThrowsAsync<AwsException>(() => SendAsync(door, ann, CallOrigin.Engine));

        var record = await OnlyAsync(door);
        Assert.True(record.Omitted > 0);
        Assert.Equal("ssm:GetParameter", record.Requirements[0].Action);
        Assert.Equal(
            ["kms:Decrypt"],
            record.Requirements.Where(one => one.Outcome != DecisionOutcome.Allow).Select(one => one.Action)
        );
    }

    [Fact]
    public async Task Condition_keys_that_differ_only_at_their_end_are_recorded_however_little_room_is_left()
    {
        var key = "aws:RequestTag/" + new string('k', 120);
        await using var door = await OpenAsync(_ =>
            [.. Many(200).Select(need => need.With($"{key}1", new string('a', 256)).With($"{key}2", "b"))]
        );
        var ann = await door.UserAsync("ann", TestDoor.AllowAll);

        await SendAsync(door, ann, CallOrigin.Engine);

        var record = await OnlyAsync(door);
        Assert.True(record.Omitted > 0);
        Assert.All(record.Requirements, one => Assert.Contains($"{key}1", one.Context.Keys));
        Assert.All(record.Requirements, one => Assert.Contains($"{key}2", one.Context.Keys));
    }

    [Fact]
    public async Task A_statement_to_add_is_recorded_whole_or_not_at_all()
    {
        await using var door = await OpenAsync(_ => Many(200));
        var ann = await door.UserAsync("ann", ParameterDoor.Allow("ssm:PutParameter"));

        await Assert.ThrowsAsync<AwsException>(() => SendAsync(door, ann, CallOrigin.Engine));

        var statements = (await OnlyAsync(door)).Requirements.Select(one => one.ChangeStatement).OfType<string>();
        Assert.NotEmpty(statements);
        Assert.All(statements, statement => JsonDocument.Parse(statement).Dispose());
    }

    [Fact]
    public async Task A_call_of_a_usual_size_is_recorded_whole()
    {
        await using var door = await OpenAsync(_ => Many(10));
        var ann = await door.UserAsync("ann", TestDoor.AllowAll);

        await SendAsync(door, ann, CallOrigin.Engine);

        var record = await OnlyAsync(door);
        Assert.Equal(
            (10, 0, Parameter + "9"),
            (record.Requirements.Length, record.Omitted, record.Requirements[9].Resource)
        );
    }

    private static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web);

    private static Requirement[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new Requirement("ssm:GetParameter", $"{Parameter}{n}"))];

    private static Task<TestDoor> OpenAsync(Func<GetParameterInput, Requirement[]> needs) =>
        TestDoor.OpenAsync(_ => Task.FromResult<IEnumerable<IOperation>>([new Needy(needs)]));

    private static async Task SendAsync(TestDoor door, Caller caller, CallOrigin origin) =>
        await door.Door.SendAsync(
            SsmModel.GetParameter,
            new GetParameterInput { Name = "/app/a" },
            caller,
            "us-east-1",
            origin,
            TestContext.Current.CancellationToken
        );

    private static async Task<DecisionRecord> OnlyAsync(TestDoor door) =>
        Assert.Single(await door.Decisions.ReadAsync(0, 10, TestContext.Current.CancellationToken)).Decision;

    private sealed class Needy(Func<GetParameterInput, Requirement[]> needs)
        : Operation<GetParameterInput, string, GetParameterOutput>(SsmModel.GetParameter)
    {
        protected override string Find(GetParameterInput input, Call call) => input.Name!;

        protected override IEnumerable<Requirement> Require(GetParameterInput input, string subject, Call call) =>
            needs(input);

        protected override ValueTask<GetParameterOutput> InvokeAsync(
            GetParameterInput input,
            string subject,
            AdmittedCall call,
            CancellationToken cancellationToken
        ) => new(new GetParameterOutput());
    }
}
