using Lanyard.Advice.Report;
using Lanyard.Cli.Rendering;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>What a run shows, made up for tests of how it is shown.</summary>
internal static class Shown
{
    public static readonly DecisionRequirement Allowed = new()
    {
        Action = "s3:GetObject",
        Resource = "arn:aws:s3:::receipts/a",
        Outcome = "allow",
        Policy = "keep",
        Statement = 0,
    };

    public static readonly DecisionRequirement Refused = new()
    {
        Action = "s3:PutObject",
        Resource = "arn:aws:s3:::receipts/a",
        Outcome = "implicitDeny",
        Sentence = "User: app is not authorized to perform: s3:PutObject",
        Reason = "no policy of the role speaks of it",
        NearMisses = ["keep allows s3:PutObject on b", "keep allows s3:GetObject on a", "a third"],
        Change = new DecisionChange { Advice = "add to a policy of app", Statement = "{\n  \"Effect\": \"Allow\"\n}" },
    };

    public static readonly EcsTask Task = new()
    {
        TaskArn = "arn:aws:ecs:us-east-1:000000000000:task/default/3f2a",
        TaskDefinitionArn = "arn:aws:ecs:us-east-1:000000000000:task-definition/app:1",
        LastStatus = "STOPPED",
        StopCode = "EssentialContainerExited",
        StoppedReason = "Essential container in task exited",
        Containers =
        [
            new Container
            {
                Name = "app",
                ExitCode = 137,
                Reason = "OutOfMemoryError: Container killed due to memory usage",
            },
            new Container { Name = "sidecar" },
        ],
    };

    public static readonly RoleReport Role = new(
        "task",
        "app",
        [
            new KeyValuePair<PermissionUse, int>(
                new PermissionUse("s3:GetObject", "arn:aws:s3:::receipts/a", "keep", 0),
                12
            ),
        ],
        [Refused],
        [
            new RoleGrant("keep", 0, "Keep", "s3:DeleteObject", ["arn:aws:s3:::receipts/*"]),
            new RoleGrant("arn:aws:iam::aws:policy/service-role/Some", 2, Sid: null, "logs:*", ["a", "b"]),
        ]
    );

    public static readonly RunReport Report = new(
        [Task],
        ["web: ClientException: no"],
        [Role],
        ["Topic (AWS::SNS::Topic)"],
        Succeeded: false,
        Kept: "/tmp/kept"
    );

    /// <summary>Shows a call of which everything is known.</summary>
    public static void Show(this RunOutput output, DecisionEntry decision) =>
        output.Decision(Judge.OfEverything.On(decision));

    public static DecisionEntry Decision(params DecisionRequirement[] requirements) =>
        new()
        {
            CallerType = "AssumedRole",
            TaskRole = "task",
            Service = "s3",
            Operation = "GetObject",
            Allowed = requirements.All(requirement => requirement.Outcome == "allow"),
            Requirements = requirements,
        };
}
