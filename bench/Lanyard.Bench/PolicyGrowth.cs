using System.Globalization;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Bench;

/// <summary>How the time of a decision grows with the number of statements.</summary>
internal static class PolicyGrowth
{
    private const string Account = "111122223333";

    private static readonly string[] Services =
    [
        .. (string[])["s3", "sqs", "sns", "kms", "ssm", "ecr", "ecs", "logs", "lambda", "dynamodb"],
        .. (string[])["ec2", "rds", "iam", "sts", "events", "states", "batch", "glue", "athena", "kinesis"],
    ];

    public static void Run()
    {
        // Many services; one service, many resources; one service, whose statements could all match.
        Print("services", i => ($"{Services[i % Services.Length]}:Get*", Arn(Services[i % Services.Length], i)));
        Print("resources", i => ("s3:Get*", Arn("s3", i)));
        Print("candidates", i => ("s3:Get*", $"arn:aws:s3:*:{Account}:app-{i}/*"));
    }

    private static string Arn(string service, int i) => $"arn:aws:{service}:us-east-1:{Account}:app-{i}/*";

    private static void Print(string name, Func<int, (string Action, string Resource)> statement)
    {
        var smallest = 0.0;
        foreach (var count in (int[])[10, 100, 1_000, 10_000, 100_000])
        {
            var time = Time(count, statement);
            smallest = count == 10 ? time : smallest;
            Figure.Print($"policy-growth-{name}-{count}", time, "ns", "10-statements", smallest);
        }
    }

    private static double Time(int count, Func<int, (string Action, string Resource)> statement)
    {
        var caller = new CallerPolicies { Identity = [PolicyWorkload.Compile(Document(count, statement), "policy")] };
        var requests = (AuthorizationRequest[])
            [
                Request(statement(0), 0, "GetThing"),
                Request(statement(count / 2), count / 2, "GetThing"),
                Request(statement(count - 1), count - 1, "GetThing"),
                Request(statement(count - 1), count, "GetThing"),
            ];
        return Stopwatches.Nanoseconds(() =>
            {
                foreach (var request in requests)
                {
                    Evaluator.Evaluate(request, caller, default);
                }
            }) / requests.Length;
    }

    private static string Document(int count, Func<int, (string Action, string Resource)> statement)
    {
        var statements = Enumerable
            .Range(0, count)
            .Select(statement)
            .Select(one => $$"""{"Effect":"Allow","Action":"{{one.Action}}","Resource":"{{one.Resource}}"}""");
        return $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";
    }

    private static AuthorizationRequest Request((string Action, string Resource) statement, int i, string name)
    {
        var service = statement.Action[..statement.Action.IndexOf(':', StringComparison.Ordinal)];
        return new AuthorizationRequest
        {
            Principal = Principal.RoleSession(
                Lanyard.Policy.Arn.Parse($"arn:aws:iam::{Account}:role/app"),
                "AROA",
                "t1"
            ),
            Action = $"{service}:{name}",
            Resource = Arn(service, i).Replace("*", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            ResourceAccount = AccountId.Parse(Account),
            Context = new RequestContext(),
        };
    }
}
