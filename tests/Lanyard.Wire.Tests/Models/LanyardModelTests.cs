using Lanyard.Wire.Dialects;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Models;

public sealed class LanyardModelTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 24, 8, 30, 0, 125, TimeSpan.Zero);

    [Fact]
    public void Decision_keeps_every_member()
    {
        var decision = new DecisionEntry
        {
            Sequence = 7,
            Time = Morning,
            RequestId = "r",
            CallerArn = "arn:aws:sts::000000000000:assumed-role/app/1",
            CallerType = "AssumedRole",
            RoleArn = "arn:aws:iam::000000000000:role/app",
            TaskArn = "arn:aws:ecs:us-east-1:000000000000:task/default/1",
            TaskRole = "task",
            Service = "s3",
            Operation = "PutObject",
            Allowed = false,
            Observed = true,
            ErrorCode = "AccessDenied",
            Requirements =
            [
                new()
                {
                    Action = "s3:PutObject",
                    Resource = "arn:aws:s3:::b/k",
                    Outcome = "implicit-deny",
                    Layer = "identity",
                    Policy = "inline",
                    Statement = 1,
                    Sid = "Write",
                    Sentence = "User: ... is not authorized",
                    Reason = "no statement matches",
                    Change = new()
                    {
                        Layer = "identity",
                        Advice = "add a statement",
                        Statement = "{}",
                    },
                    NearMisses = ["statement 0"],
                    Context = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                    {
                        ["aws:SourceIp"] = ["10.0.0.1"],
                    },
                },
            ],
        };
        var output = new ListDecisionsOutput { Decisions = [decision], Next = 7 };
        var operation = LanyardModel.ListDecisions;

        var written = operation.WriteOutput(output, "request-1");
        var again = operation.WriteOutput(operation.ReadOutput(written), "request-1");

        Assert.Equal(WireText.Of(written, JsonDialect.Json11), WireText.Of(again, JsonDialect.Json11));
        Assert.Equal(
            """
            {"decisions":[{"sequence":7,"time":1795509000.125,"requestId":"r","callerArn":"arn:aws:sts::000000000000:assumed-role/app/1","callerType":"AssumedRole","roleArn":"arn:aws:iam::000000000000:role/app","taskArn":"arn:aws:ecs:us-east-1:000000000000:task/default/1","taskRole":"task","service":"s3","operation":"PutObject","allowed":false,"observed":true,"errorCode":"AccessDenied","requirements":[{"action":"s3:PutObject","resource":"arn:aws:s3:::b/k","outcome":"implicit-deny","layer":"identity","policy":"inline","statement":1,"sid":"Write","sentence":"User: ... is not authorized","reason":"no statement matches","change":{"layer":"identity","advice":"add a statement","statement":"{}"},"nearMisses":["statement 0"],"context":{"aws:SourceIp":["10.0.0.1"]}}]}],"next":7}
            """,
            WireValue.Utf8(again.Body)
        );
    }

    [Fact]
    public void Task_output_keeps_every_member()
    {
        var line = new TaskOutputLine
        {
            Container = "app",
            Timestamp = Morning,
            Stream = "stdout",
            Text = "hello",
        };
        var output = new TaskOutput
        {
            Lines = [line],
            Position = 12,
            Ended = true,
        };
        var operation = LanyardModel.GetTaskOutput;

        var read = operation.ReadOutput(operation.WriteOutput(output, "request-1"));

        Assert.Equal([line], read.Lines!);
        Assert.Equal((12, true), (read.Position, read.Ended));
    }

    [Fact]
    public void Inputs_keep_every_member()
    {
        var decisions = new ListDecisionsInput
        {
            After = 3,
            MaxResults = 10,
            WaitSeconds = 5,
        };
        var output = new GetTaskOutputInput
        {
            Task = "t",
            Container = "app",
            Position = 9,
            WaitSeconds = 5,
        };
        var stop = new StopServerInput { StopTasks = true };

        Assert.Equal(decisions, Echo(LanyardModel.ListDecisions, decisions));
        Assert.Equal(output, Echo(LanyardModel.GetTaskOutput, output));
        Assert.Equal(stop, Echo(LanyardModel.StopServer, stop));
        Assert.Equal(new ResetInput(), Echo(LanyardModel.Reset, new ResetInput()));
        Assert.Equal(new DescribeServerInput(), Echo(LanyardModel.DescribeServer, new DescribeServerInput()));
    }

    [Fact]
    public void Server_description_keeps_every_member()
    {
        var output = new DescribeServerOutput
        {
            Version = "1",
            Account = "000000000000",
            Region = "us-east-1",
            Runtime = "runc",
            Observe = false,
            DataDirectory = "/data",
            StartedAt = Morning,
        };
        var operation = LanyardModel.DescribeServer;

        Assert.Equal(output, operation.ReadOutput(operation.WriteOutput(output, "request-1")));
    }

    private static TInput Echo<TInput, TOutput>(OperationModel<TInput, TOutput> operation, TInput input)
        where TInput : class
        where TOutput : class
    {
        var request = operation.WriteInput(input);
        Assert.Equal(operation.Name, operation.Service.Dialect.NameIn(operation.Service, request).Name);
        return operation.ReadInput(request);
    }
}
